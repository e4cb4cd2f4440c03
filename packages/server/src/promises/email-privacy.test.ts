import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntry } from '../db/tables/operation.ts';
import { type Scope, scopes } from '../permission/actor.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import type { Browser } from '../web/test/browser.ts';
import { type Fixtures, fixturePath, makeFixtures } from '../web/test/fixtures.ts';
import { openApiToken } from '../web/test/world.ts';

let app: TestApp;
let fixtures: Fixtures;
beforeAll(async () => {
  app = await openTestApp();
  fixtures = await app.database.transaction((tx) => makeFixtures(tx, app.world, new Date()));
});
afterAll(() => app.close());

// Every address of the tests' people ends like this, every session of theirs came from this network, and every attacker
// the guards saw is this one.
const addresses = /[\w.+-]+@people\.test|198\.51\.100\.\d+|192\.0\.2\.66|2001:db8::66/g;

/** Everything a browser reaches: every GET route with the fixtures behind it, then every link on those pages. */
async function crawl(browser: Browser, headers: Record<string, string> = {}): Promise<Map<string, string>> {
  const bodies = new Map<string, string>();
  const waiting = app.routes
    .filter(({ method }) => method === 'GET')
    .map(({ url }) => fixturePath(url, fixtures, app.world));
  while (waiting.length > 0 && bodies.size < 600) {
    const path = waiting.pop() ?? '/';
    if (bodies.has(path)) continue;
    const { body, headers: received } = await browser.get(path, headers);
    bodies.set(path, body);
    if (!String(received['content-type']).startsWith('text/html')) continue;
    for (const [, link = ''] of body.matchAll(/(?:href|src|action)="(\/[^"#]*)/g))
      waiting.push(link.replaceAll('&amp;', '&'));
  }
  return bodies;
}

function leaks(bodies: Map<string, string>, allowed: (path: string, address: string) => boolean): string[] {
  return [...bodies].flatMap(([path, body]) =>
    [...new Set(body.match(addresses) ?? [])]
      .filter((address) => !allowed(path, address))
      .map((address) => `${path}: ${address}`),
  );
}

const ownPages = (handle: string) => (path: string, address: string) =>
  path.startsWith('/account') && (address === `${handle}@people.test` || address.startsWith('198.51.100.'));

test.each(['sam', 'rita', 'tom', 'mia', 'olga', 'otto', 'mod'])(
  '%s, looking everywhere, sees nobody’s address but their own',
  async (handle) => {
    const bodies = await crawl(await app.as(handle));
    expect(bodies.size).toBeGreaterThan(20);
    expect(leaks(bodies, ownPages(handle))).toEqual([]);
  },
);

test('a visitor, looking everywhere, sees no address', async () => {
  expect(leaks(await crawl(app.visitor()), () => false)).toEqual([]);
});

test('an administrator sees addresses only where a page is made for it', async () => {
  const bodies = await crawl(await app.as('ada'));
  expect(leaks(bodies, ownPages('ada'))).toEqual([]);
});

test.each(['sam', 'tom', 'ada'])('no API answer to %s holds an address', async (handle) => {
  const all: readonly Scope[] = scopes;
  const token = await app.database.transaction((tx) =>
    openApiToken(tx, app.world.person(handle), all, new Date()),
  );
  const bodies = new Map<string, string>();
  for (const { url } of app.routes.filter(({ method, actor }) => method === 'GET' && actor === 'bearer')) {
    const path = fixturePath(url, fixtures, app.world);
    const response = await app.server.inject({
      url: path,
      headers: { host: 'localhost:8000', authorization: `Bearer ${token}` },
    });
    bodies.set(path, response.body);
  }
  expect(
    leaks(bodies, (path, address) => path === '/api/v1/me' && address === `${handle}@people.test`),
  ).toEqual([]);
});

test('an attacker’s address is shown to who watches the guard, on asking, and each look is audited', async () => {
  const mia = await app.as('mia');
  const looks = async () =>
    (await app.database.query.select().from(auditEntry).where(eq(auditEntry.action, 'guard.view-addresses')))
      .length;
  const before = await looks();
  for (const form of [{}, { decision: fixtures.decisionId }, { address: '192.0.2.66' }]) {
    const { status, body } = await mia.post('/organizations/acme/guard/addresses', form);
    expect(status).toBe(200);
    expect(body).toContain('192.0.2.66');
  }
  expect(await looks()).toBe(before + 3);
  const entries = await app.database.query.select().from(auditEntry);
  expect(JSON.stringify(entries)).not.toMatch(addresses);
  for (const handle of ['tom', 'sam', 'otto', 'mod'])
    expect((await (await app.as(handle)).post('/organizations/acme/guard/addresses')).status).toBe(403);
});

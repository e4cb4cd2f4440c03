import { afterAll, beforeAll, expect, test } from 'vitest';
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

// Every address of the tests' people ends like this, and every session of theirs came from this network.
const addresses = /[\w.+-]+@people\.test|198\.51\.100\.\d+/g;

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

test.each(['sam', 'rita', 'tom', 'olga', 'otto', 'mod'])(
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

import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeGuard } from '../machine/guard-token.ts';
import { attack, openTestGuard, type TestGuard } from '../machine/test/guard.ts';
import { system } from '../permission/actor.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { type Fixtures, fixturePath, makeFixtures } from '../web/test/fixtures.ts';

let app: TestApp;
let fixtures: Fixtures;
let guard: TestGuard;
beforeAll(async () => {
  app = await openTestApp();
  fixtures = await app.database.transaction((tx) => makeFixtures(tx, app.world, new Date()));
  guard = await openTestGuard(app, 'acme', 'web-9');
});
afterAll(() => app.close());

/** Everything a guard's token opens. Written by hand: whatever is added to the API must be refused to it. */
const forGuards = [
  'POST /api/v1/incidents',
  'POST /api/v1/decisions',
  'GET /api/v1/decisions',
  'PUT /api/v1/guard',
];

test("attack: a guard's token reads no bug and no report, and reaches nothing but what is for guards", async () => {
  const open: string[] = [];
  for (const route of app.routes.filter(
    ({ actor, permission }) => actor === 'bearer' && permission !== 'anyone',
  )) {
    const url = fixturePath(route.url, fixtures, app.world);
    const { status } = await guard.send(route.method as 'GET', url, route.method === 'GET' ? undefined : {});
    if (![401, 403, 404, 415, 428].includes(status)) open.push(`${route.method} ${route.url}`);
  }
  expect(open).toEqual(forGuards);
});

test("attack: a guard's token signs nobody in to the pages", async () => {
  const { status } = await guard.send('GET', `/bugs/${fixtures.bug.number}`);
  expect(status).toBe(404);
});

test('attack: a revoked token files nothing', async () => {
  const gone = await openTestGuard(app, 'acme', 'gone');
  const organizationId = app.world.organization('acme');
  await app.database.transaction((tx) =>
    revokeGuard(tx, { organizationId, id: gone.id, actor: system }, new Date()),
  );
  expect((await gone.file([attack()])).status).toBe(401);
});

test("attack: a person's token, however powerful, is no guard's", async () => {
  const { openApiToken } = await import('../web/test/world.ts');
  const token = await app.database.transaction((tx) =>
    openApiToken(tx, app.world.person('ada'), ['read', 'report', 'triage', 'manage'], new Date()),
  );
  const response = await app.server.inject({
    method: 'POST',
    url: '/api/v1/incidents',
    headers: { host: 'localhost:8000', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ version: 1, incidents: [attack()] }),
  });
  expect(response.statusCode).toBe(403);
});

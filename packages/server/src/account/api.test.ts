import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../permission/actor.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { openApiToken } from '../web/test/world.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

/** Sends as a program with a token of this person does. */
async function program(handle: string, ...granted: Scope[]) {
  const token = await app.database.transaction((tx) =>
    openApiToken(tx, app.world.person(handle), granted, app.now()),
  );
  return (method: 'GET' | 'DELETE' | 'POST', url: string) =>
    app.server.inject({ method, url, headers: { host: 'localhost:8000', authorization: `Bearer ${token}` } });
}

test('a token learns who it acts for, without an address', async () => {
  const send = await program('tom', 'read');
  const { statusCode, body } = await send('GET', '/api/v1/me');
  expect(statusCode).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    handle: 'tom',
    organizations: [{ slug: 'acme', name: 'Acme', role: 'triager' }],
    scopes: ['read'],
  });
  expect(body).not.toContain('@people.test');
});

test('tokens are listed and revoked with the scope for it, one’s own alone, never made', async () => {
  const [manage, read, foreign] = [
    await program('sam', 'manage'),
    await program('sam', 'read'),
    await program('rita', 'manage'),
  ];
  expect((await read('GET', '/api/v1/tokens')).statusCode).toBe(403);
  expect((await manage('POST', '/api/v1/tokens')).statusCode).toBe(405);
  const { items } = (await manage('GET', '/api/v1/tokens')).json<{
    items: { id: string; scopes: string[] }[];
  }>();
  expect(items.map(({ scopes }) => scopes)).toEqual(expect.arrayContaining([['manage'], ['read']]));
  const reader = items.find(({ scopes }) => scopes.includes('read'))?.id ?? '';
  expect((await foreign('DELETE', `/api/v1/tokens/${reader}`)).statusCode).toBe(404);
  expect((await manage('DELETE', `/api/v1/tokens/${reader}`)).statusCode).toBe(204);
  expect((await read('GET', '/api/v1/me')).statusCode).toBe(401);
});

test('without a token nobody is anybody', async () => {
  const { statusCode, headers } = await app.server.inject({
    url: '/api/v1/me',
    headers: { host: 'localhost:8000' },
  });
  expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer']);
});

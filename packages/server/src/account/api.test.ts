import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../permission/actor.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { programOf } from '../web/test/program.ts';
import { openSession } from '../web/test/world.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const program = (handle: string, ...granted: Scope[]) => programOf(app, handle, ...granted);

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

test('a profile changes for whoever read it last, and a taken handle is named', async () => {
  const send = await program('dan', 'read', 'manage');
  const etag = { 'if-match': String((await send('GET', '/api/v1/me')).headers['etag']) };
  expect((await send('PATCH', '/api/v1/me', { bio: 'I fix.' })).statusCode).toBe(428);
  const changed = await send('PATCH', '/api/v1/me', { bio: 'I fix.', timeZone: 'Europe/Berlin' }, etag);
  expect(changed.json()).toMatchObject({ handle: 'dan', bio: 'I fix.', timeZone: 'Europe/Berlin' });
  expect((await send('PATCH', '/api/v1/me', { bio: 'Late.' }, etag)).statusCode).toBe(412);
  const taken = await send('PATCH', '/api/v1/me', { handle: 'tom' }, { 'if-match': '*' });
  expect(taken.json()).toMatchObject({ status: 422, errors: [{ path: 'handle' }] });
});

test('sessions are listed without an address, and ended one by one or all', async () => {
  const open = () => app.database.transaction((tx) => openSession(tx, app.world.person('vic'), app.now()));
  const [first] = [await open(), await open()];
  const send = await program('vic', 'read', 'manage');
  const listed = await send('GET', '/api/v1/sessions');
  expect(listed.json().items).toHaveLength(2);
  expect(listed.body).not.toContain('198.51.100.7');
  expect((await send('DELETE', `/api/v1/sessions/${first.id}`)).statusCode).toBe(204);
  expect((await send('DELETE', `/api/v1/sessions/${first.id}`)).statusCode).toBe(404);
  expect((await send('DELETE', '/api/v1/sessions')).statusCode).toBe(204);
  expect((await send('GET', '/api/v1/sessions')).json()).toEqual({ items: [] });
});

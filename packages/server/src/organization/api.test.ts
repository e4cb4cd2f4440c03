import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../permission/actor.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { programOf } from '../web/test/program.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const program = (handle: string, ...granted: Scope[]) => programOf(app, handle, ...granted);
const acme = '/api/v1/organizations/acme';

test('labels are made, listed and removed; a second of one name is refused at its field', async () => {
  const mia = await program('mia', 'read', 'manage');
  const made = await mia('POST', `${acme}/labels`, { name: 'login' });
  expect(made.statusCode).toBe(201);
  expect((await mia('POST', `${acme}/labels`, { name: 'Login' })).json()).toMatchObject({
    status: 422,
    errors: [{ path: 'name' }],
  });
  const vic = await program('vic', 'read', 'manage');
  expect((await vic('GET', `${acme}/labels`)).json()).toEqual({ items: [made.json()] });
  expect((await vic('POST', `${acme}/labels`, { name: 'x' })).statusCode).toBe(403);
  const label = `${acme}/labels/${made.json().id}`;
  expect((await mia('DELETE', label)).statusCode).toBe(204);
  expect((await mia('DELETE', label)).statusCode).toBe(404);
});

test('a label is made once for one Idempotency-Key', async () => {
  const mia = await program('mia', 'read', 'manage');
  const key = { 'idempotency-key': 'one-label' };
  const made = await mia('POST', `${acme}/labels`, { name: 'once' }, key);
  const again = await mia('POST', `${acme}/labels`, { name: 'once' }, key);
  expect([again.statusCode, again.json()]).toEqual([201, made.json()]);
  expect((await mia('POST', `${acme}/labels`, { name: 'twice' }, key)).statusCode).toBe(409);
});

test('a template of the same name is written anew and keeps its id', async () => {
  const mia = await program('mia', 'read', 'manage');
  const made = await mia('POST', `${acme}/templates`, { name: 'Thanks', body: 'Thank you.' });
  const anew = await mia('POST', `${acme}/templates`, { name: 'thanks', body: 'Thanks a lot.' });
  expect([made.statusCode, anew.statusCode]).toEqual([201, 200]);
  expect(anew.json().id).toBe(made.json().id);
  const { items } = (await mia('GET', `${acme}/templates`)).json();
  expect(items).toEqual([{ id: made.json().id, name: 'thanks', body: 'Thanks a lot.' }]);
  expect((await mia('DELETE', `${acme}/templates/${made.json().id}`)).statusCode).toBe(204);
});

test('an asset is added, archived out of sight and offered again', async () => {
  const mia = await program('mia', 'read', 'manage');
  const asset = { type: 'website', identifier: 'shop.acme.test' };
  const added = await mia('POST', `${acme}/assets`, asset);
  expect(added.json()).toMatchObject({ ...asset, name: 'shop.acme.test', archived: false });
  const url = `${acme}/assets/${added.json().id}`;
  expect((await mia('PATCH', url, { archived: true })).json().archived).toBe(true);
  const sam = await program('sam', 'read', 'manage');
  expect((await sam('GET', `${acme}/assets`)).json().items).toEqual([]);
  expect((await sam('GET', `${acme}/assets?archived=yes`)).statusCode).toBe(403);
  expect((await mia('GET', `${acme}/assets?archived=yes`)).json().items).toHaveLength(1);
  expect((await mia('PATCH', url, { archived: false })).json().archived).toBe(false);
});

test('settings change for whoever read them last', async () => {
  const mia = await program('mia', 'read', 'manage');
  const etag = String((await mia('GET', acme)).headers['etag']);
  expect((await mia('PATCH', acme, { description: 'Locks.' })).statusCode).toBe(428);
  const changed = await mia('PATCH', acme, { description: 'Locks.' }, { 'if-match': etag });
  expect(changed.json()).toMatchObject({ name: 'Acme', description: 'Locks.', defaultDisclosure: 'private' });
  expect((await mia('PATCH', acme, { name: 'Late' }, { 'if-match': etag })).statusCode).toBe(412);
  const next = { 'if-match': String(changed.headers['etag']) };
  expect((await mia('PATCH', acme, { name: 'Acme Locks' }, next)).statusCode).toBe(200);
});

test('an administrator makes an organization with its owner, who alone can change who belongs to it', async () => {
  const wanted = { name: 'Initech', slug: 'initech', key: 'INI', owner: 'sam' };
  const ada = await program('ada', 'read', 'manage');
  const made = await ada('POST', '/api/v1/organizations', wanted);
  expect([made.statusCode, made.headers['location']]).toEqual([201, '/api/v1/organizations/initech']);
  expect(made.json()).toMatchObject({ slug: 'initech', staffed: true });
  const taken = await ada('POST', '/api/v1/organizations', { ...wanted, key: 'INX' });
  expect(taken.json()).toMatchObject({ status: 422, errors: [{ path: 'slug' }] });

  const sam = await program('sam', 'read', 'manage');
  const members = '/api/v1/organizations/initech/members';
  const added = await sam('POST', members, { handle: '@Vic', role: 'viewer' });
  expect([added.statusCode, added.headers['location']]).toEqual([201, `${members}/vic`]);
  const etag = { 'if-match': String(added.headers['etag']) };
  expect((await sam('PATCH', `${members}/vic`, { role: 'triager' }, etag)).json().role).toBe('triager');
  expect((await sam('PATCH', `${members}/vic`, { role: 'owner' }, etag)).statusCode).toBe(412);
  expect((await sam('PATCH', `${members}/sam`, { role: 'viewer' }, { 'if-match': '*' })).statusCode).toBe(
    409,
  );
  const vic = await program('vic', 'read', 'manage');
  expect((await vic('DELETE', `${members}/sam`)).statusCode).toBe(403);
  expect((await vic('DELETE', '/api/v1/organizations/initech/membership')).statusCode).toBe(204);
  expect((await sam('GET', members)).json().items).toEqual([
    { handle: 'sam', name: 'Sam Stranger', role: 'owner' },
  ]);
  expect((await sam('DELETE', `${members}/vic`)).statusCode).toBe(404);
});

test('an invitation shows its link once, not to a repetition, and takes in whoever accepts it', async () => {
  const olga = await program('olga', 'read', 'manage');
  const key = { 'idempotency-key': 'one-invitation' };
  const wanted = { role: 'developer', note: 'Rita, firmware' };
  const made = (await olga('POST', `${acme}/invitations`, wanted, key)).json();
  expect(made).toMatchObject({ role: 'developer', inviter: 'Olga Owner', byMail: false });
  const again = await olga('POST', `${acme}/invitations`, wanted, key);
  expect(again.json()).toEqual({ ...made, url: null });
  expect((await olga('GET', `${acme}/invitations`)).body).not.toContain('url');

  const token = made.url.split('/').at(-1);
  const rita = await program('rita', 'read', 'manage');
  const accepted = await rita('POST', '/api/v1/invitations/acceptance', { token });
  expect(accepted.json()).toEqual({ organization: 'acme', joined: true });
  expect((await rita('POST', '/api/v1/invitations/acceptance', { token })).statusCode).toBe(410);
});

test('an invitation is taken back; managers make no owners; a letter needs an address', async () => {
  const mia = await program('mia', 'read', 'manage');
  const url = `${acme}/invitations`;
  expect((await mia('POST', url, { role: 'owner' })).json()).toMatchObject({ errors: [{ path: 'role' }] });
  expect((await mia('POST', url, { role: 'viewer', address: 'nobody' })).json()).toMatchObject({
    errors: [{ path: 'address' }],
  });
  const mailed = await mia('POST', url, { role: 'viewer', address: 'nora@people.test' });
  expect(mailed.json()).toMatchObject({ byMail: true, url: null });
  expect(mailed.body).not.toContain('nora@');
  expect((await mia('DELETE', `${url}/${mailed.json().id}`)).statusCode).toBe(204);
  expect((await mia('GET', url)).json()).toEqual({ items: [] });
});

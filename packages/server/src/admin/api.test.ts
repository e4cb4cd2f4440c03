import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { programOf } from '../web/test/program.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

test('administrators list people without an address, block them, and give staff roles', async () => {
  const ada = await programOf(app, 'ada', 'read', 'manage');
  const found = await ada('GET', '/api/v1/people?q=stranger');
  expect(found.json()).toMatchObject({ items: [{ handle: 'sam', blockedAt: null }], next: null });
  expect(found.body).not.toContain('@people.test');
  const sam = `/api/v1/people/${app.world.person('sam')}`;
  expect((await ada('PUT', `${sam}/block`, { reason: '' })).json()).toMatchObject({
    errors: [{ path: 'reason' }],
  });
  const blocked = (await ada('PUT', `${sam}/block`, { reason: 'Sends advertisements.' })).json();
  expect(blocked).toMatchObject({ blockedReason: 'Sends advertisements.' });
  expect((await ada('DELETE', `${sam}/block`)).json().blockedAt).toBeNull();
  expect((await ada('PUT', `${sam}/staff`, { staff: 'moderator' })).json().staff).toBe('moderator');
  const self = `/api/v1/people/${app.world.person('ada')}`;
  expect((await ada('PUT', `${self}/staff`, { staff: null })).statusCode).toBe(409);
  const mod = await programOf(app, 'mod', 'read', 'manage');
  expect((await mod('GET', '/api/v1/people')).statusCode).toBe(403);
});

test('the settings of the instance change for whoever read them last, with a line in the audit log', async () => {
  const ada = await programOf(app, 'ada', 'read', 'manage');
  const url = '/api/v1/settings';
  const etag = { 'if-match': String((await ada('GET', url)).headers['etag']) };
  const changed = await ada('PATCH', url, { signUp: 'invitation' }, etag);
  expect(changed.json()).toEqual({ name: 'BugHeist', signUp: 'invitation', defaultDisclosure: 'private' });
  expect((await ada('PATCH', url, { name: 'Late' }, etag)).statusCode).toBe(412);
  expect((await app.visitor().get('/sign-up')).body).toContain('Accounts here are by invitation');
  const audit = (await ada('GET', '/api/v1/audit')).json();
  expect(audit.items[0]).toMatchObject({ actor: 'ada', action: 'instance.change-setting' });
});

test('jobs are counted, and only one that failed is retried', async () => {
  const ada = await programOf(app, 'ada', 'read', 'manage');
  expect((await ada('GET', '/api/v1/jobs')).json()).toMatchObject({ counts: { failed: 0 }, failed: [] });
  const retry = '/api/v1/jobs/00000000-0000-7000-8000-000000000000/retry';
  expect((await ada('POST', retry, { name: 'mail' })).statusCode).toBe(409);
});

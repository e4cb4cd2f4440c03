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

const report = {
  location: 'https://api-newcomer.example/cart',
  kind: 'security',
  title: 'The cart shows what others bought',
  body: 'Open /cart?id=2 without signing in and read **names**.',
  exchange: 'Cookie: sid=very-secret',
  weakness: 'CWE-639',
};

test('a program files a report, its secrets masked, and repeats itself safely', async () => {
  const rita = await program('rita', 'report', 'read');
  const key = { 'idempotency-key': 'one-report' };
  const filed = await rita('POST', '/api/v1/reports', report, key);
  expect(filed.statusCode).toBe(201);
  expect(filed.json()).toMatchObject({
    weakness: 639,
    state: 'new',
    held: false,
    exchange: 'Cookie: sid=[masked-1]',
  });
  const again = await rita('POST', '/api/v1/reports', report, key);
  expect(again.json()).toEqual(filed.json());
  const { items } = (await rita('GET', '/api/v1/reports')).json<{ items: unknown[] }>();
  expect(items).toHaveLength(1);
});

test('what is wrong is said field by field', async () => {
  const rita = await program('rita', 'report');
  const { statusCode, body } = await rita('POST', '/api/v1/reports', {
    ...report,
    weakness: 'CWE-99999',
    location: 'here',
  });
  expect(statusCode).toBe(422);
  expect(JSON.parse(body).errors.map(({ path }: { path: string }) => path)).toEqual(['location', 'weakness']);
  expect((await rita('POST', '/api/v1/reports', { ...report, colour: 'red' })).statusCode).toBe(422);
});

test('an edit needs the version it is based on', async () => {
  const rita = await program('rita', 'report', 'read');
  const { id } = (
    await rita('POST', '/api/v1/reports', {
      ...report,
      title: 'To be edited',
      body: 'Edited soon: see the cart of others.',
    })
  ).json<{ id: string }>();
  const url = `/api/v1/reports/${id}`;
  const change = { impact: 'Everybody is affected.' };
  expect((await rita('PATCH', url, change)).statusCode).toBe(428);
  const edited = await rita('PATCH', url, change, { 'if-match': '"v1"' });
  expect([edited.statusCode, edited.headers['etag'], edited.json().title]).toEqual([
    200,
    '"v2"',
    'To be edited',
  ]);
  expect((await rita('PATCH', url, change, { 'if-match': '"v1"' })).statusCode).toBe(412);
});

test('reports, conversations and files of others are not there, whatever the token may do', async () => {
  const rita = await program('rita', 'report', 'read');
  const sam = await program('sam', 'report', 'read', 'triage', 'manage');
  const { id } = (
    await rita('POST', '/api/v1/reports', {
      ...report,
      title: 'Private',
      body: 'Not for strangers, this one.',
    })
  ).json<{ id: string }>();
  for (const part of ['', '/comments', '/attachments']) {
    expect((await rita('GET', `/api/v1/reports/${id}${part}`)).statusCode, part).toBe(200);
    expect((await sam('GET', `/api/v1/reports/${id}${part}`)).statusCode, part).toBe(404);
  }
  expect((await sam('POST', `/api/v1/reports/${id}/comments`, { text: 'Hello' })).statusCode).toBe(404);
  expect(
    (await (await program('rita', 'read'))('POST', `/api/v1/reports/${id}/comments`, { text: 'x' }))
      .statusCode,
  ).toBe(403);
  expect((await rita('POST', `/api/v1/reports/${id}/comments`, { text: 'More' })).statusCode).toBe(201);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../permission/actor.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { programOf } from '../web/test/program.ts';
import { fileInWorld } from './test/fixtures.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const program = (handle: string, ...granted: Scope[]) => programOf(app, handle, ...granted);

test('a program reads the queue page by page, and only its own organizations', async () => {
  const filed = [];
  for (let count = 0; count < 52; count++) filed.push((await fileInWorld(app)).name);
  await fileInWorld(app, { slug: 'globex' });
  const tom = await program('tom', 'read');
  type Listed = { items: { number: string }[]; next: string | null };
  const first = (await tom('GET', '/api/v1/bugs?sort=newest')).json<Listed>();
  expect(first.items).toHaveLength(50);
  const second = (await tom('GET', `/api/v1/bugs?sort=newest&cursor=${first.next}`)).json<Listed>();
  expect(second.next).toBeNull();
  const numbers = [...first.items, ...second.items].map(({ number }) => number);
  expect(numbers).toEqual(filed.toReversed());
  expect((await tom('GET', '/api/v1/bugs?organization=globex')).statusCode).toBe(404);
});

test('a change needs the version it was based on, and the second of two is refused', async () => {
  const { name } = await fileInWorld(app);
  const tom = await program('tom', 'read', 'triage');
  const url = `/api/v1/bugs/${name}`;
  const etag = String((await tom('GET', url)).headers['etag']);
  expect((await tom('PATCH', url, { title: 'Better' })).statusCode).toBe(428);
  const body = { title: 'Better', severity: 'high', reason: 'Seen it.', assignee: 'dan' };
  const changed = await tom('PATCH', url, body, { 'if-match': etag });
  expect(changed.json()).toMatchObject({ title: 'Better', severity: 'high', assignee: 'dan' });
  expect((await tom('PATCH', url, { title: 'Late' }, { 'if-match': etag })).statusCode).toBe(412);
  const unsaid = await tom('PATCH', url, { severity: 'low' }, { 'if-match': '*' });
  expect(unsaid.json()).toMatchObject({ status: 422, errors: [{ path: 'reason' }] });
});

test('a bug walks on over the API, and says what a step needs', async () => {
  const { name } = await fileInWorld(app);
  const tom = await program('tom', 'read', 'triage');
  const step = (body: object) => tom('POST', `/api/v1/bugs/${name}/transitions`, body, { 'if-match': '*' });
  expect((await step({ name: 'triage' })).json()).toMatchObject({ state: 'triaged' });
  expect((await step({ name: 'accept-risk' })).json()).toMatchObject({ errors: [{ path: 'reason' }] });
  expect((await step({ name: 'triage' })).statusCode).toBe(409);
  const { items } = (await tom('GET', `/api/v1/bugs/${name}/events`)).json<{ items: object[] }>();
  expect(items.at(-1)).toMatchObject({ type: 'transition', from: 'new', to: 'triaged', actor: 'tom' });
});

test('notes are for the team, and a token without the scope changes nothing', async () => {
  const { name } = await fileInWorld(app);
  const notes = `/api/v1/bugs/${name}/notes`;
  const reader = await program('tom', 'read');
  expect((await reader('POST', notes, { text: 'x' })).statusCode).toBe(403);
  const writer = await program('tom', 'read', 'triage');
  expect((await writer('POST', notes, { text: '**Hm.**' })).statusCode).toBe(201);
  expect((await reader('GET', notes)).body).toContain('<strong>Hm.</strong>');
  for (const handle of ['rita', 'sam', 'otto'])
    expect((await (await program(handle, 'read'))('GET', notes)).statusCode).not.toBe(200);
});

test('what only the team may know is empty for the reporter', async () => {
  const { name } = await fileInWorld(app);
  const tom = await program('tom', 'read', 'triage');
  await tom('PATCH', `/api/v1/bugs/${name}`, { assignee: 'dan' }, { 'if-match': '*' });
  const seen = await (await program('rita', 'read'))('GET', `/api/v1/bugs/${name}`);
  expect(seen.json()).toMatchObject({ number: name, assignee: null, labels: [], reports: [] });
  expect((await (await program('sam', 'read'))('GET', `/api/v1/bugs/${name}`)).statusCode).toBe(404);
});

test('organizations, their assets and members are read, members by members only', async () => {
  const tom = await program('tom', 'read');
  const { items } = (await tom('GET', '/api/v1/organizations')).json<{ items: { slug: string }[] }>();
  expect(items.map(({ slug }) => slug)).toEqual(['acme', 'globex', 'nobody-here']);
  expect((await tom('GET', '/api/v1/organizations/acme')).json()).toMatchObject({
    key: 'ACME',
    staffed: true,
  });
  expect((await tom('GET', '/api/v1/organizations/acme/assets')).json()).toEqual({ items: [] });
  expect((await tom('GET', '/api/v1/organizations/acme/members')).body).not.toContain('@people.test');
  expect((await tom('GET', '/api/v1/organizations/globex/members')).statusCode).toBe(403);
});

import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntry } from '../db/tables/operation.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { listAssets } from './store/assets.ts';
import { listLabels, listTemplates } from './store/labels.ts';
import { listMembers, ownersOf } from './store/members.ts';
import { organizationBySlug } from './store/organizations.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const acme = '/organizations/acme';
const membersOf = async (slug: string) =>
  Object.fromEntries(
    (await listMembers(app.database.query, app.world.organization(slug))).map(({ handle, role }) => [
      handle,
      role,
    ]),
  );

test('settings are for owners, managers and administrators', async () => {
  const statuses: Record<string, number> = {};
  for (const handle of ['olga', 'mia', 'ada', 'tom', 'vic', 'otto', 'sam', 'mod'])
    statuses[handle] = (await (await app.as(handle)).get(`${acme}/settings`)).status;
  expect(statuses).toMatchObject({ olga: 200, mia: 200, ada: 200 });
  expect(Object.values(statuses).filter((status) => status === 200)).toHaveLength(3);
  for (const page of ['members', 'assets', 'labels', 'templates'])
    expect((await (await app.as('olga')).get(`${acme}/${page}`)).status).toBe(200);
});

test('an owner adds a member by handle, a manager does not', async () => {
  const fields = { handle: '@Rita', role: 'developer' };
  expect((await (await app.as('mia')).post(`${acme}/members`, fields)).status).toBe(403);
  const olga = await app.as('olga');
  expect((await olga.post(`${acme}/members`, fields)).status).toBe(303);
  expect(await membersOf('acme')).toMatchObject({ rita: 'developer' });
  const again = await olga.post(`${acme}/members`, fields);
  expect(again.status).toBe(422);
  expect(again.body).toContain('member already');
  const nobody = await olga.post(`${acme}/members`, { handle: 'nobody-at-all', role: 'viewer' });
  expect(nobody.body).toContain('value="nobody-at-all"');
});

test('the last owner neither leaves nor becomes less', async () => {
  const otto = await app.as('otto');
  const id = app.world.person('otto');
  const demotion = { do: 'change', role: 'viewer' };
  const refused = await otto.post(`/organizations/globex/members/${id}`, demotion);
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('last owner');
  expect((await otto.post('/organizations/globex/leaving')).status).toBe(409);
  expect(await membersOf('globex')).toEqual({ otto: 'owner' });
});

test('two owners who leave at once: one stays', async () => {
  const otto = await app.as('otto');
  await otto.post('/organizations/globex/members', { handle: 'sam', role: 'owner' });
  const sam = await app.as('sam');
  const answers = await Promise.all([
    otto.post('/organizations/globex/leaving'),
    sam.post('/organizations/globex/leaving'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(await ownersOf(app.database.query, app.world.organization('globex'))).toHaveLength(1);
});

test('a member of another organization is not removed from here', async () => {
  const olga = await app.as('olga');
  const answer = await olga.post(`${acme}/members/${app.world.person('otto')}`, {
    do: 'remove',
    role: 'viewer',
  });
  expect(answer.status).toBe(404);
});

test('administrators staff an unclaimed organization; its first member is an owner', async () => {
  const ada = await app.as('ada');
  const url = '/organizations/nobody-here/members';
  expect((await ada.post(url, { handle: 'rita', role: 'viewer' })).status).toBe(422);
  expect((await ada.post(url, { handle: 'rita', role: 'owner' })).status).toBe(303);
  const claimed = await organizationBySlug(app.database.query, 'nobody-here');
  expect(claimed?.staffedAt).not.toBeNull();
});

test('assets, labels and templates are added, refused when they exist, and removed', async () => {
  const mia = await app.as('mia');
  const id = app.world.organization('acme');
  const { query } = app.database;
  const asset = { type: 'hardware-device', identifier: 'Lock 2' };
  expect((await mia.post(`${acme}/assets`, asset)).status).toBe(303);
  expect((await mia.post(`${acme}/assets`, asset)).status).toBe(422);
  const [lock] = await listAssets(query, id);
  await mia.post(`${acme}/assets/${lock?.id}/archive`, { archived: 'yes' });
  expect(await listAssets(query, id)).toEqual([]);
  await mia.post(`${acme}/labels`, { name: 'Team A' });
  expect((await mia.post(`${acme}/labels`, { name: 'team a' })).status).toBe(422);
  const [label] = await listLabels(query, id);
  await mia.post(`${acme}/labels/${label?.id}/removal`);
  expect(await listLabels(query, id)).toEqual([]);
  for (const body of ['Thanks!', 'Thank you!']) await mia.post(`${acme}/templates`, { name: 'Thanks', body });
  expect(await listTemplates(query, id)).toMatchObject([{ name: 'Thanks', bodyMarkdown: 'Thank you!' }]);
});

test('an organization’s label cannot be removed through another organization', async () => {
  const { query } = app.database;
  await (await app.as('mia')).post(`${acme}/labels`, { name: 'Ours' });
  const [label] = await listLabels(query, app.world.organization('acme'));
  const [owner] = await ownersOf(query, app.world.organization('globex'));
  const other = await app.as(owner === app.world.person('otto') ? 'otto' : 'sam');
  expect((await other.post(`/organizations/globex/labels/${label?.id}/removal`)).status).toBe(404);
});

test('administrators create organizations; names that are taken or reserved come back at their field', async () => {
  const ada = await app.as('ada');
  const fields = { name: 'Initech', slug: 'initech', key: 'inc', domain: 'www.initech.test', owner: 'sam' };
  expect((await (await app.as('olga')).post('/organizations/new', fields)).status).toBe(403);
  expect((await ada.get('/organizations/new')).status).toBe(200);
  for (const [wrong, field] of [
    [{ slug: 'new' }, 'slug'],
    [{ key: 'ACME' }, 'key'],
    [{ domain: 'acme.test' }, 'domain'],
    [{ owner: 'ghost' }, 'owner'],
  ] as const)
    expect((await ada.post('/organizations/new', { ...fields, ...wrong })).body).toContain(
      `id="${field}-error"`,
    );
  expect((await ada.post('/organizations/new', fields)).location).toBe(
    '/organizations/initech/members?done=created',
  );
  expect(await organizationBySlug(app.database.query, 'initech')).toMatchObject({
    key: 'INC',
    domain: 'initech.test',
  });
});

test('who may do what is written to the audit log, without an address', async () => {
  const rows = await app.database.query
    .select({ action: auditEntry.action, content: auditEntry.content })
    .from(auditEntry)
    .where(eq(auditEntry.objectType, 'organization'));
  const actions = rows.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['member.add', 'member.remove', 'organization.create']));
  expect(JSON.stringify(rows)).not.toContain('@people.test');
});

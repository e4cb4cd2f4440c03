import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerLetterRequest } from '../account/requested-letter.ts';
import { auditEntry, mail } from '../db/tables/operation.ts';
import { membership } from '../db/tables/organizations.ts';
import { oneTimeLink, person } from '../db/tables/people.ts';
import { link, urls } from '../urls.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { listMembers } from './store/members.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const acme = { slug: 'acme' };
const invitations = link(urls.organizationInvitations, acme);
const roleAtAcme = async (handle: string) =>
  (await listMembers(app.database.query, app.world.organization('acme'))).find(
    (member) => member.handle === handle,
  )?.role;

/** Has somebody make a link, and answers its path. */
async function invitedBy(handle: string, role = 'triager'): Promise<string> {
  const { body } = await (await app.as(handle)).post(invitations, { role, note: 'Somebody' });
  return /\/invitations\/[\w-]{43}/.exec(body)?.[0] ?? '';
}

test('a link takes one person in, once, and is shown once', async () => {
  const path = await invitedBy('olga');
  const olga = await app.as('olga');
  const list = (await olga.get(link(urls.organizationMembers, acme))).body;
  expect(list).toContain('Somebody');
  expect(list).not.toContain(path);
  const rita = await app.as('rita');
  expect((await rita.get(path)).body).toContain('Olga Owner invites you');
  expect((await rita.post(path)).location).toBe('/organizations/acme?done=joined');
  expect(await roleAtAcme('rita')).toBe('triager');
  const sam = await app.as('sam');
  expect((await sam.get(path)).status).toBe(410);
  expect((await sam.post(path)).status).toBe(410);
  expect(await roleAtAcme('sam')).toBeUndefined();
});

test('of two who accept at once, one gets in', async () => {
  const path = await invitedBy('olga', 'viewer');
  const guests = await Promise.all(['sam', 'otto'].map((handle) => app.as(handle)));
  await Promise.all(guests.map((guest) => guest.post(path)));
  const joined = await Promise.all(['sam', 'otto'].map(roleAtAcme));
  expect(joined.filter((role) => role === 'viewer')).toHaveLength(1);
});

test('a manager invites, but makes nobody an owner or a manager', async () => {
  const mia = await app.as('mia');
  for (const role of ['owner', 'manager']) expect((await mia.post(invitations, { role })).status).toBe(422);
  expect(await invitedBy('mia', 'developer')).not.toBe('');
  expect((await (await app.as('tom')).post(invitations, { role: 'viewer' })).status).toBe(403);
});

test('an invitation ends when it is taken back, when it is a week old, and with its maker’s role', async () => {
  const visitor = app.visitor();
  const [revoked, old, orphaned] = [await invitedBy('olga'), await invitedBy('olga'), await invitedBy('mia')];
  const list = (await (await app.as('olga')).get(link(urls.organizationMembers, acme))).body;
  const [first = ''] =
    [...list.matchAll(/\/organizations\/acme\/invitations\/[\w-]+\/revocation/g)].at(-3) ?? [];
  await (await app.as('olga')).post(first);
  expect((await visitor.get(revoked)).status).toBe(410);

  await app.database.query.delete(membership).where(eq(membership.personId, app.world.person('mia')));
  expect((await visitor.get(orphaned)).status).toBe(410);

  expect((await visitor.get(old)).status).toBe(200);
  app.setNow(new Date(Date.now() + 7 * 24 * 3_600_000 + 1000));
  expect((await visitor.get(old)).status).toBe(410);
  app.setNow(new Date());
});

test('where accounts are by invitation, a stranger is told so and an invited one comes in', async () => {
  const ada = await app.as('ada');
  await ada.post(urls.adminSettings, { name: 'B', signUp: 'invitation', defaultDisclosure: 'private' });
  const visitor = app.visitor();
  const form = { handle: 'nora', address: 'nora@people.test', password: 'violet tram ladder' };
  expect((await visitor.get(urls.signUp)).status).toBe(403);
  expect((await visitor.post(urls.signUp, form)).status).toBe(403);
  expect((await visitor.get(urls.signIn)).body).not.toContain(`href="${urls.signUp}"`);

  const token = (await invitedBy('olga', 'developer')).split('/').at(-1) ?? '';
  const signUp = link(urls.signUp, null, { invitation: token });
  expect((await visitor.get(signUp)).body).toContain('Olga Owner invited you to Acme');
  expect((await visitor.post(signUp, form)).status).toBe(200);
  const confirm = await letterLink('sign-up');
  const created = await visitor.post(confirm, { handle: 'nora', password: form.password });
  expect(created.location).toBe('/organizations/acme?done=joined');
  expect(await roleAtAcme('nora')).toBe('developer');
});

test('an invitation by mail goes to the address and is shown to nobody else', async () => {
  const olga = await app.as('olga');
  const sent = await olga.post(invitations, { role: 'viewer', address: 'new@people.test', note: '' });
  const page = await olga.get(sent.location ?? '');
  expect(page.body).toContain('The invitation is on its way.');
  expect(page.body).not.toContain('new@people.test');
  const [letter] = await app.database.query.select().from(mail).where(eq(mail.recipient, 'new@people.test'));
  expect(letter?.textBody).toMatch(/http:\/\/localhost:8000\/invitations\/[\w-]{43}/);
  const refused = await olga.post(invitations, { role: 'viewer', address: 'no address' });
  expect(refused.status).toBe(422);
});

test('a blocked person joins nothing, a member leaves the link for whom it was meant', async () => {
  const path = await invitedBy('olga', 'viewer');
  expect((await (await app.as('dan')).post(path)).location).toContain('done=member-already');
  expect(await roleAtAcme('dan')).toBe('developer');
  await app.database.query
    .update(person)
    .set({ blockedAt: app.now() })
    .where(eq(person.id, app.world.person('sam')));
  expect((await (await app.as('sam')).post(path)).status).toBe(403);
});

test('invitations, their end and who came by them are audited', async () => {
  const rows = await app.database.query.select({ action: auditEntry.action }).from(auditEntry);
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of ['member.invite', 'invitation.revoke', 'member.join'])
    expect(actions).toContain(action);
});

/** Writes the letter that was asked for last, as its job would, and answers the path in it. */
async function letterLink(purpose: 'sign-up'): Promise<string> {
  const [asked] = await app.database.query
    .select({ id: oneTimeLink.id })
    .from(oneTimeLink)
    .where(eq(oneTimeLink.purpose, purpose));
  await app.database.transaction((tx) =>
    answerLetterRequest(tx, { baseUrl: 'http://localhost:8000' }, asked?.id ?? '', app.now()),
  );
  const [letter] = await app.database.query.select().from(mail).where(eq(mail.recipient, 'nora@people.test'));
  return /\/sign-up\/confirm\/[\w-]+/.exec(letter?.textBody ?? '')?.[0] ?? '';
}

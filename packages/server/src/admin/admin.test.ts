import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditEntry, mail } from '../db/tables/operation.ts';
import { newId } from '../id.ts';
import { readInstanceSettings } from '../settings/store.ts';
import { link, urls } from '../urls.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { makeFixtures } from '../web/test/fixtures.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const pages = [
  urls.adminPeople,
  urls.adminOrganizations,
  urls.adminJobs,
  urls.adminMail,
  urls.adminSettings,
  urls.adminAudit,
];
const audited = async (action: string) =>
  (await app.database.query.select().from(auditEntry).where(eq(auditEntry.action, action))).length;
const about = (handle: string) => ({ id: app.world.person(handle) });

test('administration is for administrators, not for moderators or owners', async () => {
  for (const handle of ['mod', 'olga', 'sam']) {
    const browser = await app.as(handle);
    for (const url of pages) expect((await browser.get(url)).status).toBe(403);
  }
  const ada = await app.as('ada');
  for (const url of pages) expect((await ada.get(url)).status).toBe(200);
});

test('no page shows an address before it is asked for, and each look is audited', async () => {
  const ada = await app.as('ada');
  const person = link(urls.adminPerson, about('sam'));
  for (const url of [...pages, person]) expect((await ada.get(url)).body).not.toContain('@people.test');
  const before = await audited('person.view-address');
  const shown = await ada.post(link(urls.adminPersonAddress, about('sam')));
  expect(shown.body).toContain('sam@people.test');
  expect(await audited('person.view-address')).toBe(before + 1);
  expect((await (await app.as('mod')).post(link(urls.adminPersonAddress, about('sam')))).status).toBe(403);
});

test('people are found by handle and name, never by address', async () => {
  const ada = await app.as('ada');
  expect((await ada.get(`${urls.adminPeople}?q=derator`)).body).toContain('@mod');
  expect((await ada.get(`${urls.adminPeople}?q=people.test`)).body).toContain('Nothing here');
});

test('people and organizations are shown with as much as there is of them', async () => {
  await app.database.transaction((tx) => makeFixtures(tx, app.world, app.now()));
  const ada = await app.as('ada');
  const rita = (await ada.get(link(urls.adminPerson, about('rita')))).body;
  expect(rita).toMatch(/<dt>Reports filed<\/dt><dd>2<\/dd>/);
  const organizations = (await ada.get(urls.adminOrganizations)).body;
  expect(organizations).toMatch(/Acme<\/a>.*?data-label="Open bugs"><div class="cell">[1-9]/s);
});

test('a block needs a reason, ends the sessions, and is lifted', async () => {
  const [ada, vic] = [await app.as('ada'), await app.as('vic')];
  const block = link(urls.adminPersonBlock, about('vic'));
  expect((await ada.post(block, { blocked: 'yes', reason: ' ' })).status).toBe(422);
  expect((await ada.post(block, { blocked: 'yes', reason: 'Insults.' })).status).toBe(303);
  expect((await vic.get(urls.account)).status).not.toBe(200);
  expect((await ada.get(link(urls.adminPerson, about('vic')))).body).toContain('Insults.');
  expect((await ada.post(block, { blocked: 'no' })).location).toContain('done=unblocked');
});

test('nobody changes their own role or blocks themselves', async () => {
  const ada = await app.as('ada');
  expect((await ada.post(link(urls.adminPersonStaff, about('ada')), { staff: '' })).status).toBe(409);
  const blocked = { blocked: 'yes', reason: 'x' };
  expect((await ada.post(link(urls.adminPersonBlock, about('ada')), blocked)).status).toBe(409);
  expect((await ada.post(link(urls.adminPersonStaff, about('dan')), { staff: 'moderator' })).status).toBe(
    303,
  );
  expect((await (await app.as('dan')).get(urls.moderation)).status).toBe(200);
});

test('a trial without a mail server shows its letters as text, each look audited', async () => {
  const id = newId(app.now());
  await app.database.query.insert(mail).values({
    id,
    personId: app.world.person('rita'),
    recipient: 'rita@people.test',
    subject: 'Your link',
    textBody: '<script>alert(1)</script>',
    htmlBody: '<script>alert(1)</script>',
    createdAt: app.now(),
  });
  const ada = await app.as('ada');
  const { body } = await ada.get(urls.adminMail);
  expect(body).toContain('Your link');
  expect(body).not.toContain('rita@people.test');
  const letter = await ada.post(link(urls.adminMailMessage, { id }));
  expect(letter.body).toContain('&lt;script>alert(1)&lt;/script>');
  expect(await audited('mail.view')).toBe(1);
});

test('letters are read nowhere once a mail server is set', async () => {
  const sending = await openTestApp({ SMTP_URL: 'smtp://localhost:2525' });
  await using _ = sending;
  const id = newId(sending.now());
  const row = { recipient: 'sam@people.test', subject: 'Secret', textBody: 'x', htmlBody: 'x' };
  await sending.database.query.insert(mail).values({ id, ...row, createdAt: sending.now() });
  const ada = await sending.as('ada');
  expect((await ada.get(urls.adminMail)).body).not.toContain('Secret');
  expect((await ada.post(link(urls.adminMailMessage, { id }))).status).toBe(404);
});

test('a setting is kept and audited, and the chain is verified on request', async () => {
  const ada = await app.as('ada');
  const wanted = { name: 'Acme finds bugs', signUp: 'invitation', defaultDisclosure: 'full' } as const;
  const saved = await ada.post(urls.adminSettings, wanted);
  expect(await readInstanceSettings(app.database.query)).toEqual(wanted);
  expect(await audited('instance.change-setting')).toBe(3);
  const { body } = await ada.get(saved.location ?? '');
  expect(body).toContain('<title>Settings · Acme finds bugs</title>');
  expect((await ada.post(urls.adminSettings, { ...wanted, name: ' ' })).status).toBe(422);
  await ada.post(urls.adminSettings, { ...wanted, name: 'BugHeist', signUp: 'open' });
  expect(await audited('instance.change-setting')).toBe(5);
  expect((await ada.get(`${urls.adminAudit}?verify=yes`)).body).toContain('sealed entries are as they were');
});

test('a job that does not wait is not retried', async () => {
  const ada = await app.as('ada');
  const gone = await ada.post(link(urls.adminJobRetry, { id: newId() }), { name: 'mail.send' });
  expect(gone.status).toBe(409);
});

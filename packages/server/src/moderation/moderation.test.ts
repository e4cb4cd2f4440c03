import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bug } from '../db/tables/bugs.ts';
import { appeal, auditEntry, hold } from '../db/tables/operation.ts';
import { person } from '../db/tables/people.ts';
import { newId } from '../id.ts';
import { rendererVersion, renderMarkdown } from '../markdown/render.ts';
import { tellAll } from '../notify/test/tell-all.ts';
import { fileSighting } from '../queue/file-sighting.ts';
import { link, urls } from '../urls.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const written = (markdown: string) => ({ markdown, html: renderMarkdown(markdown).html });

/** A held report of this person; answers the ids of its bug, report and hold. */
async function heldReport(handle: string) {
  const filed = await app.database.transaction((tx) =>
    fileSighting(
      tx,
      {
        type: 'report',
        organizationId: app.world.organization('acme'),
        assetId: null,
        kind: 'functionality',
        title: 'Buy cheap watches',
        location: 'https://acme.test/',
        rating: null,
        weakness: null,
        fingerprints: [],
        actor: { type: 'anonymous' },
        reporterId: app.world.person(handle),
        claimHash: null,
        creditPublic: false,
        body: written('Very **cheap**.'),
        steps: written(''),
        impact: written(''),
        rendererVersion,
        httpExchange: '',
        hold: { reason: 'Looks like spam', score: 90, signals: ['many links'] },
      },
      app.now(),
    ),
  );
  const [held] = await app.database.query
    .select({ id: hold.id, bugId: hold.bugId })
    .from(hold)
    .orderBy(desc(hold.id))
    .limit(1);
  return {
    name: filed.name,
    reportId: filed.reportId ?? '',
    holdId: held?.id ?? '',
    bugId: held?.bugId ?? '',
  };
}
const bugRow = async (id: string) =>
  (
    await app.database.query.select({ state: bug.state, heldAt: bug.heldAt }).from(bug).where(eq(bug.id, id))
  )[0];
const decide = (id: string) => link(urls.moderationDecision, { id });

test('a moderator sees why a report is held, and its text', async () => {
  const { name } = await heldReport('rita');
  const { body } = await (await app.as('mod')).get(urls.moderation);
  for (const shown of [name, 'Very <strong>cheap</strong>.', 'many links', 'Rita Reporter'])
    expect(body).toContain(shown);
  expect((await (await app.as('olga')).get(urls.moderation)).status).toBe(403);
});

test('a released report reaches its organization, once', async () => {
  const { holdId, bugId, name } = await heldReport('rita');
  const [mod, tom] = [await app.as('mod'), await app.as('tom')];
  expect((await tom.get(link(urls.bug, { number: name }))).status).toBe(404);
  expect((await mod.post(decide(holdId), { outcome: 'released' })).location).toBe(
    '/moderation?done=released',
  );
  expect((await bugRow(bugId))?.heldAt).toBeNull();
  expect((await tom.get(link(urls.bug, { number: name }))).status).toBe(200);
  expect((await mod.post(decide(holdId), { outcome: 'spam', reason: 'No.' })).status).toBe(409);
});

test('spam needs a reason, stays hidden, and its blocked reporter reads and appeals', async () => {
  const { holdId, bugId, name, reportId } = await heldReport('sam');
  const mod = await app.as('mod');
  const refused = await mod.post(decide(holdId), { outcome: 'spam', block: 'yes' });
  expect(refused.status).toBe(422);
  const before = await app.as('sam');
  await mod.post(decide(holdId), { outcome: 'spam', reason: 'An advertisement.', block: 'yes' });
  expect((await bugRow(bugId))?.state).toBe('spam');
  expect((await (await app.as('tom')).get(link(urls.bug, { number: name }))).status).toBe(404);
  expect((await before.get(urls.account)).status).not.toBe(200);
  const sam = await app.as('sam');
  expect((await sam.get(link(urls.report, { id: reportId }))).status).toBe(200);
  const appealed = await sam.post(link(urls.reportAppeal, { id: reportId }), { body: 'It is a real bug.' });
  expect(appealed.status).toBe(303);
});

test('nobody decides about their own report, nor answers an appeal against their own decision', async () => {
  const own = await heldReport('mod');
  const [mod, ada] = [await app.as('mod'), await app.as('ada')];
  expect((await mod.post(decide(own.holdId), { outcome: 'released' })).status).toBe(403);
  const { holdId, bugId, reportId } = await heldReport('rita');
  await mod.post(decide(holdId), { outcome: 'spam', reason: 'Spam.' });
  await (await app.as('rita')).post(link(urls.reportAppeal, { id: reportId }), {
    body: 'Please look again.',
  });
  const [row] = await app.database.query
    .select({ id: appeal.id })
    .from(appeal)
    .where(eq(appeal.reportId, reportId));
  const answer = link(urls.moderationAppealDecision, { id: row?.id ?? '' });
  expect((await mod.post(answer, { outcome: 'rejected', answer: 'No.' })).status).toBe(403);
  expect((await ada.post(answer, { outcome: 'upheld', answer: '' })).status).toBe(422);
  expect((await ada.post(answer, { outcome: 'upheld', answer: 'You are right.' })).status).toBe(303);
  expect(await bugRow(bugId)).toMatchObject({ state: 'new', heldAt: null });
  const rita = await app.as('rita');
  const shown = await rita.get(link(urls.report, { id: reportId }));
  expect(shown.body).toContain('You are right.');
  await tellAll(app.database, app.now());
  expect((await rita.get(urls.notifications)).body).toContain('is open again: the appeal was upheld');
  expect((await ada.get(urls.notifications)).body).not.toContain('the appeal was upheld');
});

test('a moderator does not block staff in passing, and every decision is audited', async () => {
  const { holdId } = await heldReport('ada');
  const refused = await (await app.as('mod')).post(decide(holdId), {
    outcome: 'spam',
    reason: 'x',
    block: 'yes',
  });
  expect(refused.status).toBe(403);
  const [ada] = await app.database.query
    .select({ blockedAt: person.blockedAt })
    .from(person)
    .where(eq(person.handle, 'ada'));
  expect(ada?.blockedAt).toBeNull();
  const audited = await app.database.query
    .select({ action: auditEntry.action })
    .from(auditEntry)
    .where(eq(auditEntry.action, 'hold.decide'));
  expect(audited.length).toBeGreaterThan(1);
});

test('an appeal opens no private bug of an organization to the staff', async () => {
  const { bugId, holdId, name, reportId } = await heldReport('rita');
  await (await app.as('mod')).post(decide(holdId), { outcome: 'released' });
  await app.database.query.update(bug).set({ title: 'A very private title' }).where(eq(bug.id, bugId));
  await app.database.query.insert(appeal).values({
    id: newId(app.now()),
    bugId,
    reportId,
    personId: app.world.person('rita'),
    body: 'Look at this again.',
    createdAt: app.now(),
  });
  const { body } = await (await app.as('ada')).get(urls.moderationAppeals);
  expect(body).toContain('Look at this again.');
  expect(body).not.toContain('A very private title');
  expect(body).not.toContain(`href="/bugs/${name}"`);
});

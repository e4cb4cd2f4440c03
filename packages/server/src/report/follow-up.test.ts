import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { renderMarkdown } from '../markdown/render.ts';
import type { PersonActor } from '../permission/actor.ts';
import { loadReport } from '../queue/load-report.ts';
import { transition } from '../queue/transition.ts';
import { link, urls } from '../urls.ts';
import { openTestApp, type TestApp } from '../web/test/app.ts';
import { openSession } from '../web/test/world.ts';
import { hiddenFields, reportingOn } from './test/filing.ts';

let app: TestApp;
let reporting: ReturnType<typeof reportingOn>;
beforeAll(async () => {
  app = await openTestApp();
  reporting = reportingOn(app);
});
afterAll(() => app.close());
// Nobody here files ten reports within an hour.
beforeEach(() => app.setNow(new Date(app.now().getTime() + 3600_000)));

const stateOf = async (id: string) => (await loadReport(app.database.query, id))?.bug.state;

/** What the organization does with the bug of a report. */
async function move(id: string, name: string, parent: string | null = null) {
  const loaded = await loadReport(app.database.query, id);
  const actor: PersonActor = {
    type: 'person',
    id: app.world.person('tom'),
    staff: 'moderator',
    roles: new Map([[loaded?.bug.organizationId ?? '', 'triager']]),
    blocked: false,
    scopes: null,
  };
  const question = { markdown: 'Which browser?', ...renderMarkdown('Which browser?') };
  const bugId = loaded?.bug.id ?? '';
  await app.database.transaction((tx) =>
    transition(
      tx,
      { bugId, name, actor, report: null, expectedVersion: null, reason: 'Because.', question, parent },
      app.now(),
    ),
  );
}

test('brute force: claim phrases are tried a few times, then not at all for a while', async () => {
  const guesser = app.visitor();
  const statuses = new Set<number>();
  for (let attempt = 0; attempt < 12; attempt++)
    statuses.add((await guesser.post(urls.claim, { phrase: `acorn-bridge-${attempt}` })).status);
  expect([...statuses]).toEqual([422, 429]);
  app.setNow(new Date(app.now().getTime() + 20 * 60_000));
  expect((await guesser.post(urls.claim, { phrase: 'acorn' })).body).toContain(
    'No report opens with these words',
  );
});

test('a forged claim cookie opens nothing', async () => {
  const id = await reporting.file(app.visitor());
  const forger = app.visitor();
  forger.setCookie('claim', `${id}.9999999999.${'A'.repeat(43)}`);
  expect((await forger.get(link(urls.report, { id }))).status).toBe(404);
});

test('an adopted report belongs to the account, and neither phrase nor cookie opens it any more', async () => {
  const finder = app.visitor();
  const id = await reporting.file(finder);
  const phrase = await reporting.phraseOf(finder, id);
  const sam = await app.as('sam');
  expect((await sam.get(link(urls.report, { id }))).status).toBe(404);
  expect((await sam.post(link(urls.reportAdoption, { id }))).status).toBe(404);
  expect((await sam.post(urls.claim, { phrase })).location).toContain(id);
  expect((await sam.get(link(urls.report, { id }))).status).toBe(200);
  expect((await finder.get(link(urls.report, { id }))).status).toBe(404);
  expect((await app.visitor().post(urls.claim, { phrase })).status).toBe(422);
});

test('who signs in with the report open by its phrase can move it over', async () => {
  const browser = app.visitor();
  const id = await reporting.file(browser);
  const session = await app.database.transaction((tx) =>
    openSession(tx, app.world.person('rita'), app.now()),
  );
  browser.setCookie('session', session.token);
  browser.session = session.id;
  expect((await browser.get(urls.claim)).body).toContain('Move it into my account');
  expect((await browser.post(link(urls.reportAdoption, { id }))).status).toBe(303);
  expect((await browser.get(link(urls.report, { id }))).status).toBe(200);
});

test('spam is held, never refused or deleted: it has its number and its reporter sees it', async () => {
  const robot = app.visitor();
  const id = await reporting.file(robot, {
    homepage: 'https://casino.example',
    title: 'Best casino betting',
  });
  const loaded = await loadReport(app.database.query, id);
  expect(loaded?.bug.heldAt).not.toBeNull();
  expect((await robot.get(link(urls.reportFiled, { id }))).body).toContain('A moderator looks at it first');
  expect((await robot.get(link(urls.report, { id }))).body).toContain('Best casino betting');
});

test('a suspicious browser with script may compute instead of waiting, once for each puzzle', {
  timeout: 60_000,
}, async () => {
  const rita = await app.as('rita');
  const quick = { homepage: '', script: 'on', stamp: 'forged.stamp', title: 'Sent by a strange client' };
  const body = `${reporting.newBody()} whatsapp me`;
  const asked = await reporting.fillIn(rita, { ...quick, body });
  expect(asked.body).toContain('data-puzzle');
  const { challenge = '' } = hiddenFields(asked);
  const solved = { challenge, answer: solve(challenge) };
  const id = await reporting.file(rita, { ...quick, body, ...solved });
  expect((await loadReport(app.database.query, id))?.bug.heldAt).toBeNull();
  const again = await reporting.fillIn(rita, {
    ...quick,
    body: `${body} again`,
    title: 'Another',
    ...solved,
  });
  expect(again.body).toContain('data-puzzle');
});

test('before filing, similar bugs are shown that the person may see, and no others', async () => {
  const [rita, sam] = [await app.as('rita'), await app.as('sam')];
  const place = { location: 'https://similar.example/pay', title: 'Payment page loses the basket' };
  await reporting.file(rita, { ...place, kind: 'security' });
  const again = { ...place, title: 'Payment page loses its basket', similar: '' };
  const asked = await reporting.fillIn(rita, again);
  expect(asked.body).toContain('Is it one of these?');
  expect((await reporting.fillIn(sam, again)).location).toMatch(/filed$/);
  const query = new URLSearchParams({ ...place });
  expect((await app.visitor().get(`${urls.reportSimilar}?${query}`)).json()).toEqual({ bugs: [] });
});

test('a form sent twice files one report', async () => {
  const rita = await app.as('rita');
  const body = reporting.newBody();
  const fields = { body, title: 'Sent twice', location: 'https://twice.example/' };
  const id = await reporting.file(rita, fields);
  expect((await reporting.fillIn(rita, fields)).location).toBe(
    link(urls.report, { id }, { done: 'already' }),
  );
});

test('an edit keeps the version before, and a stale one loses nothing of the newer', async () => {
  const rita = await app.as('rita');
  const id = await reporting.file(rita, { title: 'First wording' });
  const form = hiddenFields(await rita.get(link(urls.reportEdit, { id })));
  const fields = { ...form, body: 'Better words.', title: 'Second wording', exchange: 'Cookie: sid=secret' };
  expect((await rita.postFiles(link(urls.reportEdit, { id }), fields, [])).status).toBe(303);
  expect((await rita.postFiles(link(urls.reportEdit, { id }), fields, [])).status).toBe(412);
  const versions = (await rita.get(link(urls.reportRevisions, { id }))).body;
  for (const part of ['First wording', 'Second wording', 'sid=[masked-1]']) expect(versions).toContain(part);
});

test('a question is answered on the report, and the bug goes on', async () => {
  const rita = await app.as('rita');
  const id = await reporting.file(rita);
  await move(id, 'ask');
  expect((await rita.get(link(urls.report, { id }))).body).toContain('They have a question');
  await rita.postFiles(link(urls.reportComments, { id }), { text: 'Firefox, <b>on</b> Linux' }, []);
  expect(await stateOf(id)).toBe('new');
  expect((await rita.get(link(urls.report, { id }))).body).toContain('Firefox, &lt;b&gt;on&lt;/b&gt; Linux');
});

test('the reporter says whether the fix works; "no" needs what was seen', async () => {
  const rita = await app.as('rita');
  const id = await reporting.file(rita);
  await move(id, 'triage');
  await move(id, 'submit-fix');
  expect((await rita.post(link(urls.reportRetest, { id }), { works: 'no', text: '' })).status).toBe(422);
  await rita.post(link(urls.reportRetest, { id }), { works: 'no', text: 'Same as before' });
  expect(await stateOf(id)).toBe('fixing');
  await move(id, 'submit-fix');
  await rita.post(link(urls.reportRetest, { id }), { works: 'yes', text: '' });
  expect((await rita.get(link(urls.report, { id }))).body).toContain('<strong>it works</strong>');
});

test("the reporter of a duplicate sees the parent's number, state and date, and nothing of its reporter's", async () => {
  const [rita, sam] = [await app.as('rita'), await app.as('sam')];
  const place = { location: 'https://parent.example/', kind: 'security' };
  const first = await reporting.file(rita, { ...place, title: 'What only Rita knows' });
  const second = await reporting.file(sam, { ...place, title: 'Seen by Sam as well' });
  const parent = (await loadReport(app.database.query, first))?.bug.name ?? '';
  await move(second, 'close-duplicate', parent);
  const { body } = await sam.get(link(urls.report, { id: second }));
  expect(body).toContain(`It is ${parent}, first seen`);
  expect(body).not.toContain('What only Rita knows');
  expect(body).not.toContain('Rita Reporter');
  expect((await sam.get(link(urls.report, { id: first }))).status).toBe(404);
});

test('after many reports at once the next waits, as a draft', async () => {
  const browser = app.visitor();
  const answers = [];
  for (let report = 0; report < 8; report++)
    answers.push(await reporting.fillIn(browser, { title: `Number ${report}` }));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body).toContain('saved as a draft');
  expect((await browser.get(urls.reports)).body).toContain('Number 7');
});

test('withdrawing closes the bug and deletes nothing', async () => {
  const rita = await app.as('rita');
  const id = await reporting.file(rita);
  await rita.post(link(urls.reportWithdrawal, { id }));
  expect(await stateOf(id)).toBe('withdrawn');
  expect((await rita.get(link(urls.report, { id }))).status).toBe(200);
});

test('each decision is appealed once, by the reporter alone', async () => {
  const rita = await app.as('rita');
  const id = await reporting.file(rita);
  const appeal = () => rita.post(link(urls.reportAppeal, { id }), { body: 'You read the wrong page.' });
  expect((await appeal()).status).toBe(409);
  await move(id, 'close-not-applicable');
  expect((await (await app.as('sam')).post(link(urls.reportAppeal, { id }), { body: 'Me too' })).status).toBe(
    404,
  );
  expect((await appeal()).status).toBe(303);
  expect((await appeal()).status).toBe(409);
  expect((await rita.get(link(urls.report, { id }))).body).toContain('Your appeal is waiting');
});

test('a reporter publishes what is no security bug, and asks for what is', async () => {
  const rita = await app.as('rita');
  const [open, secret] = [await reporting.file(rita, { kind: 'design' }), await reporting.file(rita)];
  const publish = async (id: string) =>
    (await rita.post(link(urls.reportPublication, { id }), { verb: 'publish', level: 'full' })).location;
  expect(await publish(open)).toContain('done=published');
  expect(await publish(secret)).toContain('done=requested');
});

function solve(challenge: string): string {
  for (let answer = 0; ; answer++) {
    const hash = createHash('sha256').update(`${challenge}:${answer}`).digest();
    if (hash.readUInt32BE(0) >>> 14 === 0) return String(answer);
  }
}

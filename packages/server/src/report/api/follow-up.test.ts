import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../permission/actor.ts';
import { anonymous } from '../../permission/actor.ts';
import { fileInWorld } from '../../queue/test/fixtures.ts';
import { openTestApp, type TestApp } from '../../web/test/app.ts';
import { programOf } from '../../web/test/program.ts';
import { claimHash } from '../claim-phrase.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const program = (handle: string, ...granted: Scope[]) => programOf(app, handle, ...granted);
type Program = Awaited<ReturnType<typeof programOf>>;
const anyVersion = { 'if-match': '*' };

async function filed(...steps: string[]) {
  const { name, reportId } = await fileInWorld(app);
  const tom = await program('tom', 'read', 'triage');
  for (const step of steps)
    await tom('POST', `/api/v1/bugs/${name}/transitions`, { name: step, reason: 'So.' }, anyVersion);
  return { name, bug: `/api/v1/bugs/${name}`, report: `/api/v1/reports/${reportId}` };
}

/** One file as a form sends it. */
const upload = (send: Program, url: string, text: string, headers: Record<string, string> = {}) =>
  send('POST', url, Buffer.from(form(text)), {
    'content-type': 'multipart/form-data; boundary=here',
    ...headers,
  });
const form = (text: string) =>
  `--here\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--here--\r\n`;

test('both sides agree to publish, each for the version it read', async () => {
  const { bug, report } = await filed('triage', 'resolve');
  const mia = await program('mia', 'read', 'triage');
  const rita = await program('rita', 'read', 'report');
  const etag = { 'if-match': String((await mia('GET', `${bug}/disclosure`)).headers['etag']) };
  const wanted = { verb: 'publish', level: 'limited', summary: 'A link *lived* too long.' };
  expect((await mia('POST', `${bug}/disclosure`, wanted)).statusCode).toBe(428);
  const key = { ...etag, 'idempotency-key': 'ask-once' };
  const asked = await mia('POST', `${bug}/disclosure`, wanted, key);
  expect(asked.json().disclosure).toBe('requested');
  expect((await mia('POST', `${bug}/disclosure`, wanted, key)).json()).toEqual(asked.json());

  expect((await rita('POST', `${report}/disclosure`, { verb: 'agree' }, etag)).statusCode).toBe(412);
  const seen = await rita('GET', `${report}/disclosure`);
  expect(seen.json()).toMatchObject({
    sides: ['reporter'],
    request: { side: 'organization', by: 'mia', level: 'limited', summary: 'A link *lived* too long.' },
  });
  const now = { 'if-match': String(seen.headers['etag']) };
  const agreed = await rita('POST', `${report}/disclosure`, { verb: 'agree' }, now);
  expect(agreed.json()).toMatchObject({ disclosure: 'limited', location: 'https://acme.test/reset' });
  const sam = await program('sam', 'read');
  expect((await sam('GET', `${bug}/disclosure`)).json()).toMatchObject({
    disclosure: 'limited',
    summary: 'A link *lived* too long.',
    sides: [],
    request: null,
  });
});

test('the reporter takes a request back, and nobody declines without a reason', async () => {
  const { bug, report } = await filed('triage', 'resolve');
  const rita = await program('rita', 'read', 'report');
  const send = (verb: string) => rita('POST', `${report}/disclosure`, { verb }, anyVersion);
  expect((await send('publish')).json().disclosure).toBe('requested');
  const mia = await program('mia', 'read', 'triage');
  const refused = await mia('POST', `${bug}/disclosure`, { verb: 'refuse' }, anyVersion);
  expect(refused.json()).toMatchObject({ status: 422, errors: [{ path: 'reason' }] });
  expect((await send('refuse')).json().disclosure).toBe('private');
  expect((await mia('POST', `${report}/disclosure`, { verb: 'publish' }, anyVersion)).statusCode).toBe(403);
});

test('a report is taken back once, and its bug with it', async () => {
  const { bug, report } = await filed();
  const rita = await program('rita', 'read', 'report');
  expect((await rita('POST', `${report}/withdrawal`)).json()).toMatchObject({ state: 'withdrawn' });
  expect((await rita('POST', `${report}/withdrawal`)).statusCode).toBe(409);
  expect((await rita('GET', bug)).json().state).toBe('withdrawn');
  const tom = await program('tom', 'read', 'report', 'triage');
  expect((await tom('POST', `${report}/withdrawal`)).statusCode).toBe(403);
});

test('a fix that does not work goes back with what was seen', async () => {
  const { report } = await filed('triage', 'submit-fix');
  const rita = await program('rita', 'read', 'report');
  const retest = (body: object) => rita('POST', `${report}/retest`, body);
  expect((await retest({ works: false })).json()).toMatchObject({ errors: [{ path: 'text' }] });
  expect((await retest({ works: false, text: 'Still there.' })).json().state).toBe('fixing');
  expect((await retest({ works: true })).statusCode).toBe(409);
  const { items } = (await rita('GET', `${report}/comments`)).json();
  expect(items.at(-1).html).toContain('Still there.');
});

test('a decision is appealed once', async () => {
  const { report } = await filed('close-informative');
  const rita = await program('rita', 'read', 'report');
  expect((await rita('GET', `${report}/appeal`)).json()).toEqual({ appealable: true, latest: null });
  const appealed = await rita('POST', `${report}/appeal`, { text: 'It is on by default.' });
  expect([appealed.statusCode, appealed.json().latest.outcome]).toEqual([201, null]);
  expect((await rita('POST', `${report}/appeal`, { text: 'Again.' })).statusCode).toBe(409);
});

test('earlier versions of a report are kept', async () => {
  const { report } = await filed();
  const rita = await program('rita', 'read', 'report');
  await rita('PATCH', report, { title: 'Reset link works three times' }, anyVersion);
  const { items } = (await rita('GET', `${report}/revisions`)).json();
  expect(items).toMatchObject([{ version: 1, title: 'Password reset link works twice' }]);
});

test('an anonymous report becomes the own of whoever has its words', async () => {
  const phrase = 'amber canal fifteen lantern otter pixel quiet river';
  const { name } = await fileInWorld(app, {
    actor: anonymous,
    reporterId: null,
    claimHash: claimHash(phrase),
  });
  const sam = await program('sam', 'read', 'report');
  const wrong = await sam('POST', '/api/v1/reports/adoption', { phrase: 'no such words' });
  expect(wrong.json()).toMatchObject({ status: 422, errors: [{ path: 'phrase' }] });
  expect(wrong.headers['content-type']).toContain('application/problem+json');
  expect((await sam('POST', '/api/v1/reports/adoption', { phrase })).json()).toMatchObject({ bug: name });
  expect((await sam('POST', '/api/v1/reports/adoption', { phrase })).statusCode).toBe(422);
});

test('files hang on what their author wrote, and are read by whoever reads that', async () => {
  const { bug, report } = await filed();
  const rita = await program('rita', 'read', 'report');
  const tom = await program('tom', 'read', 'report', 'triage');
  const comment = (await rita('POST', `${report}/comments`, { text: 'See the log.' })).json().id;
  const url = `/api/v1/comments/${comment}/attachments`;
  const kept = await upload(rita, url, 'one', { 'idempotency-key': 'file' });
  expect([kept.statusCode, kept.json().name]).toEqual([201, 'a.txt']);
  expect((await upload(rita, url, 'one', { 'idempotency-key': 'file' })).json()).toEqual(kept.json());
  expect((await upload(rita, url, 'two', { 'idempotency-key': 'file' })).statusCode).toBe(409);
  expect((await upload(tom, url, 'mine')).statusCode).toBe(403);
  const { items } = (await tom('GET', `${report}/comments`)).json();
  expect(items.at(-1).files).toEqual([kept.json()]);
  expect((await tom('GET', kept.json().url)).body).toBe('one');

  const note = (await tom('POST', `${bug}/notes`, { text: 'Our log.' })).json().id;
  const inside = await upload(tom, `/api/v1/notes/${note}/attachments`, 'ours');
  expect((await tom('GET', `${bug}/notes`)).json().items[0].files).toEqual([inside.json()]);
  expect((await rita('GET', inside.json().url)).statusCode).toBe(404);
  expect((await upload(rita, `/api/v1/notes/${note}/attachments`, 'x')).statusCode).toBe(403);
});

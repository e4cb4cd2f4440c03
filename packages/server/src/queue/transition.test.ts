import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bugEvent, notification } from '../db/tables/bugs.ts';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { tellAll } from '../notify/test/tell-all.ts';
import type { Actor, PersonActor } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { addComment, addNote } from './conversation.ts';
import { loadBugById } from './load-bug.ts';
import { loadReport } from './load-report.ts';
import { sightingsUnder } from './store/conversation.ts';
import { now, openScene, type Scene, words } from './test/fixtures.ts';
import { type TransitionRequest, transition } from './transition.ts';

let database: TestDatabase;
let scene: Scene;
let people: Record<'rita' | 'rob' | 'tom' | 'dan' | 'vic' | 'sam', PersonActor>;
beforeAll(async () => {
  database = await openTestDatabase();
  scene = await openScene(database);
  people = {
    rita: await scene.addPerson('rita'),
    rob: await scene.addPerson('rob'),
    tom: await scene.addPerson('tom', { role: 'triager' }),
    dan: await scene.addPerson('dan', { role: 'developer' }),
    vic: await scene.addPerson('vic', { role: 'viewer' }),
    sam: await scene.addPerson('sam'),
  };
});
afterAll(() => database[Symbol.asyncDispose]());

const take = (actor: Actor, bugId: string, name: string, more: Partial<TransitionRequest> = {}) =>
  database.transaction((tx) =>
    transition(tx, { bugId, name, actor, report: null, expectedVersion: null, ...more }, now),
  );
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => (error instanceof Refusal ? error.code : Promise.reject(error)),
  );
const read = (bugId: string) => loadBugById(database.query, bugId);
const toldOf = async (bugId: string, type: string) => {
  await tellAll(database, now);
  const rows = await database.query
    .select({ personId: notification.personId })
    .from(notification)
    .where(and(eq(notification.bugId, bugId), eq(notification.type, type)));
  return rows.map(({ personId }) => personId);
};
const fileBy = (reporter: PersonActor) => scene.file(scene.report(reporter));
const reportOf = async (id: string | null) => {
  const loaded = await loadReport(database.query, id ?? '');
  if (!loaded) throw new Error('no report');
  return loaded.object;
};

test('a bug walks from new to resolved, and its reporter hears of each step', async () => {
  const { bugId } = await fileBy(people.rita);
  await take(people.tom, bugId, 'triage');
  await take(people.dan, bugId, 'start-fix');
  await take(people.dan, bugId, 'submit-fix');
  await take(people.tom, bugId, 'resolve');
  expect(await read(bugId)).toMatchObject({ state: 'resolved', closedAt: now, version: 5 });
  expect(await toldOf(bugId, 'transition')).toEqual(Array(4).fill(people.rita.id));
});

test('who the table does not name is refused, and a state without that way says so', async () => {
  const { bugId } = await fileBy(people.rita);
  const codes = [];
  for (const actor of [people.dan, people.vic, people.sam, people.rita])
    codes.push(await codeOf(take(actor, bugId, 'triage')));
  codes.push(await codeOf(take(people.tom, bugId, 'reopen', { reason: 'x' })));
  expect(codes).toEqual(['forbidden', 'forbidden', 'forbidden', 'forbidden', 'wrong-transition']);
});

test('a missing reason, question or parent is an error at its field', async () => {
  const { bugId } = await fileBy(people.rita);
  for (const [name, path] of [
    ['close-informative', 'reason'],
    ['ask', 'question'],
    ['close-duplicate', 'parent'],
  ] as const)
    await expect(take(people.tom, bugId, name, { reason: ' ' })).rejects.toMatchObject({
      code: 'invalid',
      fields: [{ path }],
    });
});

test('of two triagers acting at once on what both saw, the second is told', async () => {
  const { bugId } = await fileBy(people.rita);
  const seen = { expectedVersion: 1, reason: 'Works as intended.' };
  const codes = await Promise.all([
    codeOf(take(people.tom, bugId, 'triage', seen)),
    codeOf(take(people.tom, bugId, 'close-informative', seen)),
  ]);
  expect(codes.sort()).toEqual(['done', 'stale']);
});

test('a question lands in the conversation and the reporter’s word answers it', async () => {
  const { bugId, reportId } = await fileBy(people.rita);
  await take(people.tom, bugId, 'ask', { question: words('Which browser?') });
  expect((await read(bugId))?.state).toBe('needs-info');
  const report = await reportOf(reportId);
  await database.transaction((tx) =>
    addComment(tx, { report, bugId, actor: people.rita, text: words('Firefox.') }, now),
  );
  expect((await read(bugId))?.state).toBe('new');
  expect(await toldOf(bugId, 'commented')).toEqual([people.rita.id, people.tom.id]);
});

test('a note mentions only people who may read it', async () => {
  const { bugId } = await fileBy(people.rita);
  const text = words('@vic @rita @sam see `@tom` and tom@dan');
  await database.transaction((tx) =>
    addNote(tx, { bugId, authorId: people.dan.id, actor: people.dan, text }, now),
  );
  expect(await toldOf(bugId, 'mentioned')).toEqual([people.vic.id]);
  expect(await toldOf(bugId, 'noted')).toEqual([]);
});

test('a merged report’s reporter hears of the parent’s number and state, and of nothing else', async () => {
  const first = await fileBy(people.rita);
  const second = await fileBy(people.rob);
  await take(people.tom, second.bugId, 'close-duplicate', { parent: first.name });
  expect(await read(second.bugId)).toMatchObject({ state: 'duplicate', duplicateOf: first.bugId });
  await take(people.tom, first.bugId, 'triage');
  const events = await database.query
    .select({ content: bugEvent.content })
    .from(bugEvent)
    .where(and(eq(bugEvent.bugId, second.bugId), eq(bugEvent.type, 'parent-changed')));
  expect(events).toEqual([{ content: { parent: first.name, to: 'triaged' } }]);
  expect(await toldOf(second.bugId, 'parent-changed')).toEqual([people.rob.id]);
  expect(await toldOf(first.bugId, 'merged-in')).not.toContain(people.rita.id);
  expect(await toldOf(first.bugId, 'transition')).toEqual([people.rita.id]);
});

test('undoing a merge gives each bug its own evidence and state back', async () => {
  const [a, b, c] = [await fileBy(people.rita), await fileBy(people.rob), await fileBy(people.rita)];
  await take(people.tom, b.bugId, 'triage');
  await take(people.tom, c.bugId, 'close-duplicate', { parent: b.name });
  await take(people.tom, b.bugId, 'close-duplicate', { parent: a.name });
  await take(people.tom, b.bugId, 'reopen', { reason: 'Another page.' });
  expect((await read(b.bugId))?.state).toBe('triaged');
  const under = async (bugId: string) =>
    (await sightingsUnder(database.query, bugId)).map(({ filedUnder }) => filedUnder).sort();
  expect(await under(a.bugId)).toEqual([a.bugId]);
  expect(await under(b.bugId)).toEqual([b.bugId, c.bugId].sort());
});

test('two bugs merged into each other at once: one merge wins, no circle', async () => {
  const [a, b] = [await fileBy(people.rita), await fileBy(people.rob)];
  const codes = await Promise.all([
    codeOf(take(people.tom, a.bugId, 'close-duplicate', { parent: b.name })),
    codeOf(take(people.tom, b.bugId, 'close-duplicate', { parent: a.name })),
  ]);
  expect(codes.sort()).toEqual(['done', 'invalid']);
});

test('a bug of another organization is no parent', async () => {
  const other = await openScene(database, 'globex.example');
  const foreign = await other.file(other.report(people.rita));
  const { bugId } = await fileBy(people.rita);
  expect(await codeOf(take(people.tom, bugId, 'close-duplicate', { parent: foreign.name }))).toBe('invalid');
});

test('a reporter withdraws through the own report only', async () => {
  const { bugId, reportId } = await fileBy(people.rita);
  const report = await reportOf(reportId);
  const other = await reportOf((await fileBy(people.rob)).reportId);
  expect(await codeOf(take(people.rob, bugId, 'withdraw', { report: other }))).toBe('forbidden');
  expect(await codeOf(take(people.rob, bugId, 'withdraw', { report }))).toBe('forbidden');
  expect(await codeOf(take(people.rita, bugId, 'withdraw', { report }))).toBe('done');
});

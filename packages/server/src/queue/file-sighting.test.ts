import type { Fingerprint } from '@bugheist/bug/fingerprint';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bug, notification, sighting } from '../db/tables/bugs.ts';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { tellAll } from '../notify/test/tell-all.ts';
import { updateOrganization } from '../organization/store/organizations.ts';
import type { PersonActor, Role } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { fileSighting } from './file-sighting.ts';
import { loadBug } from './load-bug.ts';
import { loadReport } from './load-report.ts';
import { releaseBug } from './release-bug.ts';
import { similarBugs } from './similar-bugs.ts';
import { inFile, now, openScene, type Scene } from './test/fixtures.ts';
import { transition } from './transition.ts';

let database: TestDatabase;
let scene: Scene;
let rita: PersonActor;
let sam: PersonActor;
let tom: PersonActor;
beforeAll(async () => {
  database = await openTestDatabase();
  scene = await openScene(database);
  rita = await scene.addPerson('rita');
  sam = await scene.addPerson('sam');
  tom = await scene.addPerson('tom', { role: 'triager' as Role });
});
afterAll(() => database[Symbol.asyncDispose]());

const mark = (scheme: Fingerprint['scheme'], value: string): Fingerprint => ({ scheme, version: 1, value });
const close = (bugId: string, name: string) =>
  database.transaction((tx) =>
    transition(tx, { bugId, name, actor: tom, report: null, expectedVersion: null, reason: 'Because.' }, now),
  );
const stateOf = async (bugId: string) =>
  (await database.query.select({ state: bug.state }).from(bug).where(eq(bug.id, bugId)))[0]?.state;

test('a report opens a private bug that its reporter and the organization read', async () => {
  const filed = await scene.file(scene.report(rita));
  const loaded = await loadBug(database.query, filed.name.toLowerCase());
  expect(loaded).toMatchObject({ id: filed.bugId, state: 'new', disclosure: 'private', sources: ['person'] });
  if (!loaded) return;
  expect([rita, tom, sam].map((actor) => can(actor, 'bug.read', loaded.object))).toEqual([true, true, false]);
  const report = await loadReport(database.query, filed.reportId ?? '');
  expect(report && can(rita, 'report.comment', report.object)).toBe(true);
  expect(report && can(sam, 'report.read', report.object)).toBe(false);
});

test('twenty reports at once get numbers without gap or repetition', async () => {
  const other = await openScene(database, 'race.example');
  const filed = await Promise.all(Array.from({ length: 20 }, () => other.file(other.report(rita))));
  const numbers = filed.map(({ name }) => Number(name.split('-')[1])).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test('a report rolled back leaves no gap in the numbers', async () => {
  const other = await openScene(database, 'gap.example');
  const fails = database.transaction(async (tx) => {
    await fileSighting(tx, other.report(rita), now);
    throw new Error('the mail is full');
  });
  await expect(fails).rejects.toThrow('the mail is full');
  expect((await other.file(other.report(rita))).name).toMatch(/-1$/);
});

test('ten equal hits at once make one bug with ten sightings', async () => {
  const hit = scene.hit({ fingerprints: [mark('tool', 'race')] });
  const filed = await Promise.all(Array.from({ length: 10 }, () => scene.file(hit)));
  expect(new Set(filed.map(({ bugId }) => bugId)).size).toBe(1);
  expect(filed.filter(({ outcome }) => outcome === 'opened')).toHaveLength(1);
  const rows = await database.query
    .select()
    .from(sighting)
    .where(eq(sighting.bugId, filed[0]?.bugId ?? ''));
  expect(rows).toHaveLength(10);
});

test('a moved line is recognised by its content, the surer place first', async () => {
  const line = mark('line', 'rule src/b.ts hash');
  const first = await scene.file(scene.hit({ fingerprints: [mark('place', 'b:1'), line] }));
  const moved = await scene.file(scene.hit({ fingerprints: [mark('place', 'b:9'), line] }));
  expect(moved).toMatchObject({ outcome: 'attached', bugId: first.bugId });
});

test('a hit that could be of two bugs opens a third and says which', async () => {
  const twin = mark('context', 'twin');
  const place = (value: string) => mark('place', value);
  const one = await scene.file(scene.hit({ fingerprints: [place('t1')] }));
  const two = await scene.file(scene.hit({ fingerprints: [place('t2')] }));
  for (const value of ['t1', 't2']) await scene.file(scene.hit({ fingerprints: [place(value), twin] }));
  const third = await scene.file(scene.hit({ fingerprints: [place('t3'), twin] }));
  expect(third.outcome).toBe('opened');
  expect(third.possiblySame).toEqual([one.name, two.name].sort());
});

test('a renamed file keeps its bug only when the rename is known', async () => {
  const renamed = mark('renamed', 'rule line');
  const old = await scene.file(scene.hit({ fingerprints: [renamed], place: inFile('old.ts') }));
  const unknown = await scene.file(scene.hit({ fingerprints: [renamed], place: inFile('copy.ts') }));
  expect(unknown.outcome).toBe('opened');
  const known = await scene.file(
    scene.hit({ fingerprints: [renamed], place: inFile('new.ts'), renamedFrom: ['old.ts'] }),
  );
  expect(known.bugId).toBe(old.bugId);
});

test('a resolved bug seen again reopens, an accepted risk stays accepted', async () => {
  for (const [name, state, outcome] of [
    ['resolve', 'new', 'reopened'],
    ['accept-risk', 'accepted-risk', 'attached'],
    ['close-not-applicable', 'not-applicable', 'attached'],
  ] as const) {
    const hit = scene.hit({ fingerprints: [mark('tool', name)] });
    const { bugId } = await scene.file(hit);
    if (name === 'resolve') await close(bugId, 'triage');
    await close(bugId, name);
    expect(await scene.file(hit)).toMatchObject({ outcome, bugId });
    expect(await stateOf(bugId)).toBe(state);
  }
});

test('a held report is nobody’s but its reporter’s and the moderators’ until it is released', async () => {
  const hold = { reason: 'looks like spam', score: 80, signals: ['links: 12'] };
  const { bugId, name } = await scene.file(scene.report(rita, { hold, title: 'Cheap watches' }));
  const told = async () => {
    await tellAll(database, now);
    return database.query.select().from(notification).where(eq(notification.bugId, bugId));
  };
  expect(await told()).toEqual([]);
  const held = await loadBug(database.query, name);
  expect(held && [rita, tom].map((actor) => can(actor, 'bug.read', held.object))).toEqual([true, false]);
  const moderator = await scene.addPerson('mod', { staff: 'moderator' });
  await database.transaction((tx) => releaseBug(tx, bugId, moderator, now));
  expect((await told()).map(({ personId }) => personId).sort()).toEqual([rita.id, tom.id].sort());
});

test('other kinds follow the organization, security bugs and machines never', async () => {
  const open = await openScene(database, 'open.example');
  await updateOrganization(database.query, open.acme.id, { defaultDisclosure: 'full' });
  const kinds = await Promise.all([
    open.file(open.report(rita, { kind: 'design' })),
    open.file(open.report(rita, { kind: 'security' })),
    open.file(open.hit({ kind: 'functionality' })),
  ]);
  const loaded = await Promise.all(kinds.map(({ name }) => loadBug(database.query, name)));
  expect(loaded.map((one) => one?.disclosure)).toEqual(['full', 'private', 'private']);
});

test('similar bugs are found by title and place, never one the actor may not read', async () => {
  const place = await openScene(database, 'similar.example');
  await place.file(place.report(rita, { title: 'Login button overlaps the footer', kind: 'design' }));
  const wanted = {
    organization: { type: 'organization', id: place.acme.id, staffed: true } as const,
    title: 'login button overlaps footer text',
    location: '',
    except: null,
  };
  expect(await similarBugs(database.query, rita, wanted)).toHaveLength(1);
  expect(await similarBugs(database.query, sam, wanted)).toEqual([]);
  expect(await similarBugs(database.query, { type: 'anonymous' }, wanted)).toEqual([]);
  const byPlace = { ...wanted, title: 'x', location: 'http://www.acme.example/reset' };
  expect(await similarBugs(database.query, rita, byPlace)).toHaveLength(1);
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { newId } from '../id.ts';
import { insertLabel } from '../organization/store/labels.ts';
import type { PersonActor } from '../permission/actor.ts';
import { link, urls } from '../urls.ts';
import { formatCursor } from './queue-cursor.ts';
import { filterQuery, parseFilter, type RawQuery, sorts } from './queue-filter.ts';
import { readQueue, wholeReach } from './read-queue.ts';
import { addLabels } from './store/labels.ts';
import { queueCounts } from './store/queue-counts.ts';
import { now, openScene, type Scene } from './test/fixtures.ts';
import { transition } from './transition.ts';

let database: TestDatabase;
let scene: Scene;
let tom: PersonActor;
const filed: { bugId: string; name: string }[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  scene = await openScene(database);
  tom = await scene.addPerson('tom', { role: 'triager' });
  const severities = ['low', 'high', 'critical', 'high', null, 'medium', 'high'] as const;
  for (const [index, severity] of severities.entries()) {
    const rating = severity && { severity, cvssVector: null, cvssScore: null };
    const at = new Date(now.getTime() + index * 1000);
    const kind = index % 2 === 0 ? 'security' : 'design';
    filed.push(
      await scene.file(scene.report(null, { rating, kind, title: `Bug ${index} in the basket` }), at),
    );
  }
  const stranger = await openScene(database, 'globex.example');
  await stranger.file(stranger.report(null));
});
afterAll(() => database[Symbol.asyncDispose]());

const read = async (raw: RawQuery, size = 3, actor = tom) =>
  readQueue(
    database.query,
    {
      filter: parseFilter(raw),
      reach: await wholeReach(database.query, actor),
      personId: actor.id,
      size,
    },
    now,
  );
const titles = async (raw: RawQuery, size = 50) =>
  (await read(raw, size)).entries.map(({ title }) => title.split(' ')[1]);

test('every sort order turns its pages forth and back over the same rows', async () => {
  for (const sort of sorts) {
    const all = (await read({ sort }, 50)).entries.map(({ name }) => name);
    expect(all).toHaveLength(7);
    const pages = [await read({ sort })];
    for (let last = pages[0]; last?.after; last = pages.at(-1))
      pages.push(await read({ sort, after: formatCursor(last.after) }));
    expect(pages.flatMap(({ entries }) => entries.map(({ name }) => name))).toEqual(all);
    const [, second, third] = pages;
    const back = await read({ sort, before: third?.before ? formatCursor(third.before) : '' });
    expect(back).toEqual(second);
    expect((await read({ sort, before: back.before ? formatCursor(back.before) : '' })).before).toBeNull();
  }
});

test('the worst come first, the newest of equals before the others, the unrated last', async () => {
  expect(await titles({})).toEqual(['2', '6', '3', '1', '5', '0', '4']);
});

test('filters narrow the list, together', async () => {
  expect(await titles({ severity: ['high', 'unrated'], kind: 'security' })).toEqual(['6', '4']);
  expect(await titles({ q: 'baskets' })).toHaveLength(7);
  expect(await titles({ q: 'nowhere' })).toEqual([]);
  expect(await titles({ q: filed[3]?.name ?? '' })).toEqual(['3']);
  expect(await titles({ source: 'scanner' })).toEqual([]);
  expect(await titles({ assignee: 'me' })).toEqual([]);
  expect(await titles({ assignee: 'nobody', age: 'under-7' })).toHaveLength(7);
  expect(await titles({ age: 'over-7' })).toEqual([]);
});

test('labels filter by name, and rows carry them', async () => {
  const label = await insertLabel(database.query, {
    id: newId(),
    organizationId: scene.acme.id,
    name: 'Check "out", {now}',
    createdAt: now,
  });
  await addLabels(database.query, filed[0]?.bugId ?? '', [label?.id ?? '']);
  const { entries } = await read({ label: 'check "OUT", {now}' });
  expect(entries.map(({ labels }) => labels)).toEqual([[{ name: 'Check "out", {now}', colour: 'grey' }]]);
});

test('closed bugs are a click away, and counted', async () => {
  const bugId = filed[1]?.bugId ?? '';
  await database.transaction((tx) =>
    transition(tx, { bugId, name: 'close-spam', actor: tom, report: null, expectedVersion: null }, now),
  );
  expect(await titles({ state: 'closed' })).toEqual(['1']);
  expect(await titles({ state: ['spam', 'new'], kind: 'design' })).toEqual(['3', '1', '5']);
  expect(await titles({ state: 'any' })).toHaveLength(7);
  const counts = await queueCounts(database.query, {
    filter: parseFilter({ kind: 'design' }),
    reach: await wholeReach(database.query, tom),
    personId: tom.id,
    now,
  });
  expect([counts.of.get('new'), counts.of.get('spam'), counts.of.get('resolved')]).toEqual([2, 1, 0]);
});

test('nobody sees the queue of an organization they do not work for; staff sees the unclaimed ones', async () => {
  const sam = await scene.addPerson('sam');
  expect((await read({}, 50, sam)).entries).toEqual([]);
  const mod = await scene.addPerson('mod', { staff: 'moderator' });
  expect((await read({}, 50, mod)).entries.map(({ slug }) => slug)).toEqual(['globex-example']);
});

test('an address survives being read and written again, whatever stands in it', () => {
  const word = fc.oneof(
    fc.constantFrom('new', 'spam', 'closed', 'any', 'design', 'high', 'me', 'changed', 'over-7', "'; drop"),
    fc.string(),
  );
  const name = fc.constantFrom('q', 'state', 'kind', 'severity', 'sort', 'age', 'label', 'assignee', 'after');
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(word, fc.array(word, { maxLength: 3 }))), (raw) => {
      const filter = parseFilter(raw);
      const url = new URL(link(urls.queue, null, filterQuery(filter, { page: true })), 'http://x');
      const again: Record<string, string[]> = {};
      for (const [key, value] of url.searchParams) again[key] = [...(again[key] ?? []), value];
      expect(parseFilter(again)).toEqual(filter);
    }),
  );
});

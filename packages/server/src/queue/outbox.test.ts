import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { notification } from '../db/tables/bugs.ts';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { type Jobs, startJobs } from '../jobs/runner.ts';
import { tellPeople } from '../notify/tell-people.ts';
import type { PersonActor } from '../permission/actor.ts';
import { type BugListener, type HeardEvent, loadEvent, outboxJobs, startRelay } from './outbox.ts';
import { dropOutbox, takeOutbox } from './store/outbox.ts';
import { now, openScene, type Scene } from './test/fixtures.ts';

let database: TestDatabase;
let scene: Scene;
let rita: PersonActor;
const running: (() => Promise<void>)[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
  scene = await openScene(database);
  rita = await scene.addPerson('rita');
  await scene.addPerson('tom', { role: 'triager' });
});
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
  await dropOutbox(database.query);
});
afterAll(() => database[Symbol.asyncDispose]());

const run = async (listeners: readonly BugListener[]) => {
  const jobs: Jobs = await startJobs(
    database,
    outboxJobs(database, listeners, () => now),
    { pollSeconds: 0.5 },
  );
  const stop = await startRelay(database, listeners, (error) => {
    throw error;
  });
  running.push(stop, () => jobs.stop());
};
const listener = (name: string, hear: (event: HeardEvent) => void): BugListener => ({
  name,
  hear: async (_tx, event) => hear(event),
});
const untilCalm = () => sleep(300);

test('every listener hears what happened once it is committed, and nothing that was rolled back', async () => {
  const heard: string[] = [];
  await run(
    ['reward', 'disclosure'].map((name) =>
      listener(name, ({ bug, type }) => heard.push(`${name} ${bug.name} ${type}`)),
    ),
  );
  const { name } = await scene.file(scene.report(rita));
  await vi.waitFor(() => expect(heard.sort()).toEqual([`disclosure ${name} filed`, `reward ${name} filed`]));
});

test('one listener’s failure keeps nothing from another, and it is told again', async () => {
  const heard: string[] = [];
  let broken = true;
  await run([
    listener('reward', () => {
      if (broken) throw new Error('the bank is closed');
      heard.push('reward');
    }),
    listener('disclosure', () => heard.push('disclosure')),
  ]);
  await scene.file(scene.report(rita));
  await vi.waitFor(() => expect(heard).toEqual(['disclosure']));
  broken = false;
  const [failed] = await database.raw.rows("select id from pgboss.job where name = 'reward.hear'");
  expect(failed).toBeDefined();
  await database.raw.script("update pgboss.job set start_after = now() where name = 'reward.hear'");
  await vi.waitFor(() => expect(heard).toEqual(['disclosure', 'reward']), { timeout: 30_000 });
});

test('an event told twice makes one notification for each person', async () => {
  await scene.file(scene.report(rita));
  const [row] = await database.transaction((tx) => takeOutbox(tx, 1));
  const event = row && (await loadEvent(database.query, row.eventId));
  if (!row || !event) throw new Error('nothing happened');
  for (const _ of [1, 2])
    await database.transaction((tx) =>
      tellPeople.hear(tx, { ...event, tells: row.tells, mentions: [] }, now),
    );
  const told = await database.query.select({ eventId: notification.eventId }).from(notification);
  expect(told.filter(({ eventId }) => eventId === row.eventId)).toHaveLength(1);
});

test('what happened while no server ran is told when one starts', async () => {
  await scene.file(scene.report(rita));
  await untilCalm();
  const heard: string[] = [];
  await run([listener('reward', ({ type }) => heard.push(type))]);
  await vi.waitFor(() => expect(heard).toEqual(['filed']));
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openEmptyDatabase, type TestDatabase } from '../db/test/database.ts';
import { countJobs, listJobs, retryJob } from './admin.ts';
import { declareJob, defineJob, enqueue } from './job.ts';
import { type Jobs, prepareJobs, startJobs } from './runner.ts';

const greet = declareJob({
  name: 'test.greet',
  input: z.object({ name: z.string(), secret: z.string().optional() }),
  retry: { limit: 1, delaySeconds: 1 },
});
let database: TestDatabase;
let jobs: Jobs | undefined;

beforeEach(async () => {
  database = await openEmptyDatabase();
});

afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
  await database[Symbol.asyncDispose]();
});

const start = async (perform: (name: string, attempt: number) => void | Promise<void>) => {
  const work = defineJob({ ...greet, perform: async ({ name }, { attempt }) => perform(name, attempt) });
  jobs = await startJobs(database, [work], { pollSeconds: 0.5 });
};

test('a job starts once its transaction is committed, and not before', async () => {
  const heard: string[] = [];
  await start((name) => void heard.push(name));
  await database.transaction(async (tx) => {
    await enqueue(tx, greet, { name: 'Ada' });
    await sleep(50);
    expect(heard).toEqual([]);
  });
  await vi.waitFor(() => expect(heard).toEqual(['Ada']), { timeout: 30_000, interval: 5 });
});

test('a job enqueued in a savepoint that is rolled back never runs', async () => {
  const heard: string[] = [];
  await start((name) => void heard.push(name));
  await database.transaction(async (tx) => {
    const inner = tx.transaction(async (savepoint) => {
      await enqueue(savepoint, greet, { name: 'nobody' });
      throw new Error('changed my mind');
    });
    await inner.catch(() => enqueue(tx, greet, { name: 'Grace' }));
  });
  await vi.waitFor(() => expect(heard).toEqual(['Grace']));
});

test('jobs without a key all run; of those with one key, one waits at a time', async () => {
  const prepared = await prepareJobs(database, [greet]);
  const ids = await database.transaction(async (tx) => [
    await enqueue(tx, greet, { name: 'a' }),
    await enqueue(tx, greet, { name: 'b' }),
    await enqueue(tx, greet, { name: 'c' }, { singletonKey: 'one' }),
    await enqueue(tx, greet, { name: 'd' }, { singletonKey: 'one' }),
  ]);
  expect(ids.map((id) => id === null)).toEqual([false, false, false, true]);
  await prepared.stop();
  const heard: string[] = [];
  await start((name) => void heard.push(name));
  await vi.waitFor(() => expect(heard.sort()).toEqual(['a', 'b', 'c']));
});

test('a hundred jobs at once are done at once, not one a poll', async () => {
  const heard = new Set<string>();
  await start((name) => void heard.add(name));
  await database.transaction(async (tx) => {
    for (let one = 0; one < 100; one++) await enqueue(tx, greet, { name: `${one}` });
  });
  await vi.waitFor(() => expect(heard.size).toBe(100), { timeout: 30_000 });
});

test('a failing job is retried, then listed with its error and the names of its input alone', async () => {
  const attempts: number[] = [];
  let broken = true;
  await start((_name, attempt) => {
    attempts.push(attempt);
    if (broken) throw new Error('the mail server is on fire');
  });
  const input = { name: 'Ada', secret: 'hunter2' };
  const id = (await database.transaction((tx) => enqueue(tx, greet, input))) ?? '';
  const failed = () => database.transaction((tx) => listJobs(tx, ['failed']));
  await vi.waitFor(async () => expect(await failed()).toHaveLength(1), { timeout: 30_000 });
  expect(attempts).toEqual([1, 2]);
  const [row] = await failed();
  expect(row).toMatchObject({
    id,
    attempts: 2,
    error: 'the mail server is on fire',
    inputKeys: ['name', 'secret'],
  });
  expect(JSON.stringify(row)).not.toContain('hunter2');

  broken = false;
  expect(await database.transaction((tx) => retryJob(tx, greet.name, id))).toBe(true);
  await vi.waitFor(async () => expect((await database.transaction(countJobs)).completed).toBe(1), {
    timeout: 30_000,
  });
  expect(await database.transaction((tx) => retryJob(tx, greet.name, id))).toBe(false);
});

test('a job put off starts no earlier than told', async () => {
  const heard: number[] = [];
  await start(() => void heard.push(Date.now()));
  const startAfter = new Date(Date.now() + 1500);
  await database.transaction((tx) => enqueue(tx, greet, { name: 'later' }, { startAfter }));
  await vi.waitFor(() => expect(heard).toHaveLength(1), { timeout: 30_000 });
  expect(heard[0]).toBeGreaterThanOrEqual(startAfter.getTime());
});

test('what does not parse, and what nobody prepared, is refused at once', async () => {
  await start(() => undefined);
  const nameless = JSON.parse('{"name": 7}');
  await expect(database.transaction((tx) => enqueue(tx, greet, nameless))).rejects.toThrow(z.ZodError);
  const other = { ...greet, name: 'test.other' };
  const unknown = database.transaction((tx) => enqueue(tx, other, { name: 'x' }));
  await expect(unknown).rejects.toThrow('Job test.other is unknown');
});

test('stopping waits for the job that runs', async () => {
  let done = false;
  await start(async () => {
    await sleep(300);
    done = true;
  });
  await database.transaction((tx) => enqueue(tx, greet, { name: 'slow' }));
  await vi.waitFor(async () => expect((await database.transaction(countJobs)).active).toBe(1));
  await jobs?.stop();
  expect(done).toBe(true);
  expect((await database.transaction(countJobs)).completed).toBe(1);
});

test('cron schedules follow the program: kept while declared, gone with the job', async () => {
  const scheduled = async () => (await database.raw.rows('select name, cron from pgboss.schedule')).flat();
  const nightly = { ...greet, cron: '0 3 * * *', perform: async () => undefined };
  jobs = await startJobs(database, [defineJob(nightly)]);
  expect(await scheduled()).toEqual([{ name: greet.name, cron: '0 3 * * *' }]);
  await jobs.stop();
  await start(() => undefined);
  expect(await scheduled()).toEqual([]);
});

test('a queue follows the program: a kind that is retried more often than before', async () => {
  await (await prepareJobs(database, [greet])).stop();
  jobs = await prepareJobs(database, [{ ...greet, retry: { limit: 5, delaySeconds: 1 } }]);
  const rows = await database.raw.rows('select retry_limit from pgboss.queue where name = $1', [greet.name]);
  expect(rows).toEqual([{ retry_limit: 5 }]);
});

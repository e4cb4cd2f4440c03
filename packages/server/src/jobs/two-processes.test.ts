import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase } from '../db/database.ts';
import { type Clone, createEmpty } from '../db/test/clone.ts';
import { administratorUrl } from '../db/test/database.ts';
import { countJobs } from './admin.ts';
import { defineJob, enqueue } from './job.ts';
import { startJobs } from './runner.ts';

const databases: Database[] = [];
let clone: Clone | undefined;

beforeAll(async () => {
  if (!administratorUrl) return;
  clone = await createEmpty(administratorUrl);
  for (let one = 0; one < 2; one++) databases.push(await openDatabase({ url: clone.url, dataDirectory: '' }));
});

afterAll(async () => {
  for (const database of databases) await database.close();
  await clone?.drop();
});

test.skipIf(!administratorUrl)('two servers on one PostgreSQL run every job once, between them', async () => {
  const runs: Array<{ server: number; n: number }> = [];
  const jobs = databases.map((_, server) =>
    defineJob({
      name: 'test.count',
      input: z.object({ n: z.number() }),
      perform: async ({ n }) => void runs.push({ server, n }),
    }),
  );
  const running = await Promise.all(
    databases.map((database, server) => startJobs(database, jobs.slice(server, server + 1), { workers: 2 })),
  );
  const [database] = databases;
  const [job] = jobs;
  if (!database || !job) throw new Error('no database');
  await database.transaction(async (tx) => {
    for (let n = 0; n < 200; n++) await enqueue(tx, job, { n });
  });
  await vi.waitFor(async () => expect((await database.transaction(countJobs)).completed).toBe(200), {
    timeout: 30_000,
  });
  for (const one of running) await one.stop();
  expect(runs.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  expect(new Set(runs.map(({ server }) => server))).toEqual(new Set([0, 1]));
});

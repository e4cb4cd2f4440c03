import type { JobWithMetadata, PgBoss, Queue } from 'pg-boss';
import type { Database } from '../db/database.ts';
import { type JobsLog, startBoss, stopBoss } from './boss.ts';
import type { Job, JobKind } from './job.ts';

export interface Jobs {
  /** Takes no more jobs, waits up to ten seconds for those running, and leaves the rest to be run again. */
  stop(): Promise<void>;
}

export interface StartJobsOptions {
  log?: JobsLog;
  /** How many jobs of a kind this process performs at a time, where the kind does not say. */
  workers?: number;
  /** How often to look for jobs that are due: put off, retried, or announced to a lost connection. */
  pollSeconds?: number;
}

/**
 * Performs jobs in this process until stopped. Several processes may do so on one PostgreSQL: each job goes to one
 * of them.
 */
export async function startJobs(
  database: Database,
  jobs: Job[],
  options: StartJobsOptions = {},
): Promise<Jobs> {
  const boss = await startBoss(database, jobs.map(queueOf), { maintain: true, log: options.log });
  await schedule(boss, jobs);
  for (const job of jobs) await work(boss, job, options);
  return { stop: () => stopBoss(database, boss) };
}

/** Makes the kinds ready to be enqueued, performing none: for commands, and tests of a room. */
export async function prepareJobs(
  database: Database,
  kinds: JobKind[],
  options: { log?: JobsLog } = {},
): Promise<Jobs> {
  const boss = await startBoss(database, kinds.map(queueOf), { maintain: false, log: options.log });
  return { stop: () => stopBoss(database, boss) };
}

const retries = { limit: 8, delaySeconds: 10 };
const minutes = 60;

function queueOf({ name, retry = retries, expireSeconds = 5 * minutes }: JobKind): Queue {
  return {
    name,
    // A second job with the key of one that still waits is not enqueued.
    policy: 'short',
    notify: true,
    retryLimit: retry.limit,
    retryDelay: retry.delaySeconds,
    retryBackoff: true,
    retryDelayMax: 60 * minutes,
    expireInSeconds: expireSeconds,
  };
}

async function work(
  boss: PgBoss,
  job: Job,
  { workers = 1, pollSeconds = 5, log }: StartJobsOptions,
): Promise<void> {
  const options = {
    includeMetadata: true,
    pollingIntervalSeconds: Math.min(pollSeconds, 2),
    notifyPollingIntervalSeconds: pollSeconds,
  } as const;
  for (let worker = 0; worker < (job.concurrency ?? workers); worker++) {
    let id: string | undefined;
    id = await boss.work<object, void, typeof options>(job.name, options, async (batch) => {
      // One announcement may stand for many jobs: look again after each, until there is none.
      if (id !== undefined) boss.notifyWorker(id);
      for (const one of batch) await perform(job, one, log);
    });
  }
}

async function perform(
  job: Job,
  { id, data, retryCount, signal }: JobWithMetadata,
  log: JobsLog | undefined,
) {
  const attempt = retryCount + 1;
  const limit = (job.retry ?? retries).limit;
  try {
    await job.perform(job.input.parse(data), { id, attempt, lastAttempt: retryCount >= limit, signal });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log?.warn(`Job ${job.name} ${id} failed, attempt ${attempt} of ${limit + 1}: ${reason}`);
    throw error;
  }
}

async function schedule(boss: PgBoss, jobs: Job[]): Promise<void> {
  const wanted = new Map(
    jobs.flatMap(({ name, cron }) => (cron === undefined ? [] : [[name, cron] as const])),
  );
  const present = new Map((await boss.getSchedules()).map(({ name, cron }) => [name, cron]));
  for (const name of present.keys()) if (!wanted.has(name)) await boss.unschedule(name);
  for (const [name, cron] of wanted)
    if (present.get(name) !== cron) await boss.schedule(name, cron, {}, { tz: 'UTC' });
}

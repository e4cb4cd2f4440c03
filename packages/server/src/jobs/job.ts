import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { fromDrizzle } from 'pg-boss';
import type { z } from 'zod';
import { databaseOf } from '../db/owner.ts';
import type { Tx } from '../db/transaction.ts';
import { bossOf } from './boss.ts';

/** A zod schema of an object. */
export type JobInput = z.ZodType<object, object>;

/** What can be enqueued. Its input travels as JSON: no dates, no bigints, and no secrets, which failed jobs would keep. */
export interface JobKind<Schema extends JobInput = JobInput> {
  /** `room.verb`; never renamed while such jobs may wait. */
  name: string;
  input: Schema;
  retry?: Retry;
  /** A job running longer counts as failed and is retried. 5 minutes unless told. */
  expireSeconds?: number;
}

interface Retry {
  /** How often a failed job is run again; 0 is never. */
  limit: number;
  /** Seconds to the first retry; doubled for every further one, up to an hour. */
  delaySeconds: number;
}

/** A kind of job with the work it stands for. */
export interface Job<Schema extends JobInput = JobInput> extends JobKind<Schema> {
  /** Five fields of cron in UTC: enqueued then by one of the processes, with an empty input. */
  cron?: string;
  /** Jobs of this kind one process performs at a time; 1 unless told. */
  concurrency?: number;
  /**
   * Performed at least once: a process that dies in it leaves it to be run again. Throwing fails the attempt.
   */
  perform(input: z.output<Schema>, context: JobContext): Promise<void>;
}

interface JobContext {
  id: string;
  /** 1 for the first. */
  attempt: number;
  /** Whether this attempt's failure is final. */
  lastAttempt: boolean;
  /** Aborts when the job expires or the process stops. */
  signal: AbortSignal;
}

export interface EnqueueOptions {
  startAfter?: Date;
  /** While a job with this key waits, enqueuing another is a no-op. */
  singletonKey?: string;
}

/** Declares a kind apart from its work, for those who only enqueue it. */
export function declareJob<Schema extends JobInput>(kind: JobKind<Schema>): JobKind<Schema> {
  return kind;
}

/** A kind with its work: `defineJob({ ...kind, perform })`, or everything at once. */
export function defineJob<Schema extends JobInput>(job: Job<Schema>): Job<Schema> {
  return job;
}

/**
 * Enqueues the job with the transaction: it exists when that commits, and starts within a second then. Returns its
 * id, or null when one with the same singleton key waits already. Throws when the input does not parse, or when
 * `prepareJobs` or `startJobs` never saw the kind.
 */
export async function enqueue<Schema extends JobInput>(
  tx: Tx,
  kind: JobKind<Schema>,
  input: z.input<Schema>,
  options: EnqueueOptions = {},
): Promise<string | null> {
  kind.input.parse(input);
  const boss = bossOf(databaseOf(tx), kind.name);
  return boss.send(kind.name, input, {
    db: fromDrizzle(tx, sql),
    ...(options.startAfter && { startAfter: options.startAfter }),
    // The queues keep one waiting job a key, and no key counts as one.
    singletonKey: options.singletonKey ?? randomUUID(),
  });
}

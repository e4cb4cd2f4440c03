import { sql } from 'drizzle-orm';
import { fromDrizzle } from 'pg-boss';
import { databaseOf } from '../db/owner.ts';
import type { Tx } from '../db/transaction.ts';
import { bossOf } from './boss.ts';

const jobStates = ['created', 'retry', 'active', 'completed', 'cancelled', 'failed'] as const;
export type JobState = (typeof jobStates)[number];

export interface JobRow {
  id: string;
  name: string;
  state: JobState;
  /** Attempts so far, the running one included. */
  attempts: number;
  createdAt: Date;
  /** When it becomes due, or became so. */
  dueAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** What the last attempt died of. */
  error: string | null;
  /** The names of its input's fields; the values stay in the database. */
  inputKeys: string[];
}

/** The newest jobs in these states, at most `limit`. The caller has checked that the actor may see them. */
export async function listJobs(tx: Tx, states: readonly JobState[], limit = 100): Promise<JobRow[]> {
  const wanted = sql.join(
    states.map((state) => sql`${state}`),
    sql`, `,
  );
  const { rows } = await tx.execute<StoredJob>(sql`
    select id, name, state::text, retry_count, created_on, start_after, started_on, completed_on,
      output ->> 'message' as error,
      array(select jsonb_object_keys(case jsonb_typeof(data) when 'object' then data end)) as input_keys
    from pgboss.job where state::text in (${wanted}) order by created_on desc, id limit ${limit}`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    state: row.state,
    attempts: row.started_on === null ? 0 : row.retry_count + 1,
    createdAt: new Date(row.created_on),
    dueAt: new Date(row.start_after),
    startedAt: row.started_on === null ? null : new Date(row.started_on),
    endedAt: row.completed_on === null ? null : new Date(row.completed_on),
    error: row.error,
    inputKeys: row.input_keys,
  }));
}

/** How many jobs are in each state now. */
export async function countJobs(tx: Tx): Promise<Record<JobState, number>> {
  const { rows } = await tx.execute<{ state: JobState; count: number }>(
    sql`select state::text, count(*)::integer as count from pgboss.job group by state`,
  );
  const found = new Map(rows.map(({ state, count }) => [state, count]));
  const zero = { created: 0, retry: 0, active: 0, completed: 0, cancelled: 0, failed: 0 };
  for (const state of jobStates) zero[state] = found.get(state) ?? 0;
  return zero;
}

/** Lets a job that failed for good run again; false when there is no failed job of that name and id. */
export async function retryJob(tx: Tx, name: string, id: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select from pgboss.job where name = ${name} and id = ${id} and state = 'failed' for update`,
  );
  if (rows.length === 0) return false;
  await bossOf(databaseOf(tx), name).retry(name, id, { db: fromDrizzle(tx, sql) });
  return true;
}

interface StoredJob extends Record<string, unknown> {
  id: string;
  name: string;
  state: JobState;
  retry_count: number;
  created_on: string;
  start_after: string;
  started_on: string | null;
  completed_on: string | null;
  error: string | null;
  input_keys: string[];
}

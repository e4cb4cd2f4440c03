import { isDeepStrictEqual } from 'node:util';
import { PgBoss, type Queue } from 'pg-boss';
import type { Database } from '../db/database.ts';
import { adapterFor } from './adapter.ts';

export interface JobsLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

interface Prepared {
  boss: PgBoss;
  queues: ReadonlySet<string>;
}

const prepared = new WeakMap<Database, Prepared>();

/**
 * Starts pg-boss on the database with these queues, all of them created before anybody can enqueue: looking for an
 * unknown one inside a transaction would wait for that transaction.
 */
export async function startBoss(
  database: Database,
  queues: Queue[],
  options: { maintain: boolean; log?: JobsLog | undefined },
): Promise<PgBoss> {
  const boss = new PgBoss({
    db: adapterFor(database),
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'pgboss',
    useListenNotify: true,
    supervise: options.maintain,
    schedule: options.maintain,
    // The embedded database vacuums on its own and cannot rebuild an index concurrently.
    ...(database.kind === 'embedded' && { reindex: false, monitorVacuum: false }),
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => options.log?.error(`Jobs: ${error.message}`));
  boss.on('warning', ({ message }) => options.log?.warn(`Jobs: ${message}`));
  await boss.start();
  await makeQueues(boss, queues);
  prepared.set(database, { boss, queues: new Set(queues.map(({ name }) => name)) });
  return boss;
}

// Each queue made or changed takes several transactions, at every start of every process: most starts find all as wanted.
async function makeQueues(boss: PgBoss, queues: Queue[]): Promise<void> {
  const present = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]));
  for (const { name, ...settings } of queues) {
    const found = present.get(name);
    if (found && isDeepStrictEqual({ ...found, ...settings }, found)) continue;
    await boss.createQueue(name, settings);
    const { policy: _policy, partition: _partition, ...changeable } = settings;
    await boss.updateQueue(name, changeable);
  }
}

/** Takes no more jobs and waits up to ten seconds for those running; the rest will be run again. */
export async function stopBoss(database: Database, boss: PgBoss): Promise<void> {
  prepared.delete(database);
  await boss.stop({ graceful: true, timeout: 10_000 });
}

/** The running pg-boss of the database. Throws when it was not started with that queue. */
export function bossOf(database: Database, queue: string): PgBoss {
  const found = prepared.get(database);
  if (!found)
    throw new Error('Jobs cannot be enqueued before startJobs or prepareJobs ran on this database.');
  if (!found.queues.has(queue))
    throw new Error(`Job ${queue} is unknown: name it to startJobs or prepareJobs, which create the queues.`);
  return found.boss;
}

import { z } from 'zod';
import type { Tx } from '../db/transaction.ts';
import { defineJob, enqueue, type Job, type JobKind } from '../jobs/job.ts';
import { type LoadedBug, loadBugById } from './load-bug.ts';
import { eventById, eventChannel, takeOutbox } from './store/outbox.ts';

/** What happened to a bug, as those hear it who listen. */
export interface HeardEvent {
  id: string;
  bug: LoadedBug;
  type: string;
  /** Null for a machine, the system, or somebody without an account. */
  actorId: string | null;
  at: Date;
  audience: 'reporter' | 'members';
  content: Readonly<Record<string, unknown>>;
  /** Who is told beside those who follow the bug; null when nobody is to be told. */
  tells: readonly string[] | null;
  /** Who is named in what was written. */
  mentions: readonly string[];
}

/** Somebody who wants to know what happens to bugs; `main.ts` says who. */
export interface BugListener {
  /** The room; its jobs are called after it. */
  name: string;
  /**
   * Called at least once for each event, in a transaction of its own after the event's has committed: the second time
   * it must change nothing. Events may come out of order. Throwing makes it come again.
   */
  hear(tx: Tx, event: HeardEvent, now: Date): Promise<void>;
}

/** What of a database is needed here. */
export interface Announcing {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** `onGap`: something may have gone unheard. */
  listen(
    channel: string,
    onMessage: (payload: string) => void,
    onGap: () => void,
  ): Promise<() => Promise<void>>;
}

const input = z.object({
  event: z.uuid(),
  tells: z.array(z.uuid()).nullable(),
  mentions: z.array(z.uuid()),
});
const kindOf = ({ name }: BugListener): JobKind<typeof input> => ({ name: `${name}.hear`, input });

/** Each listener's job, and one that finds what a lost connection left lying. */
export const outboxJobs = (
  database: Announcing,
  listeners: readonly BugListener[],
  now: () => Date,
): Job[] => [
  defineJob({
    name: 'queue.relay',
    input: z.object({}),
    cron: '* * * * *',
    retry: { limit: 0, delaySeconds: 1 },
    perform: () => relayEvents(database, listeners),
  }),
  ...listeners.map((listener) =>
    defineJob({
      ...kindOf(listener),
      perform: ({ event: id, tells, mentions }) =>
        database.transaction(async (tx) => {
          const event = await loadEvent(tx, id);
          if (event) await listener.hear(tx, { ...event, tells, mentions }, now());
        }),
    }),
  ),
];

const batch = 200;

/** Turns what lies in the outbox into a job for each listener, so that one's failure keeps nothing from another. */
export async function relayEvents(database: Announcing, listeners: readonly BugListener[]): Promise<void> {
  const kinds = listeners.map(kindOf);
  let taken: number;
  do
    taken = await database.transaction(async (tx) => {
      const rows = await takeOutbox(tx, batch);
      for (const { eventId: event, tells, mentions } of rows)
        for (const kind of kinds) await enqueue(tx, kind, { event, tells, mentions });
      return rows.length;
    });
  while (taken === batch);
}

/** Relays at once whatever any process writes from now on, and what lies there already. Ends with the returned function. */
export async function startRelay(
  database: Announcing,
  listeners: readonly BugListener[],
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let running: Promise<void> | null = null;
  let again = false;
  const drain = async () => {
    while (again) {
      again = false;
      await relayEvents(database, listeners).catch(onError);
    }
    running = null;
  };
  const relay = (): void => {
    again = true;
    running ??= drain();
  };
  const stop = await database.listen(eventChannel, relay, relay);
  relay();
  return async () => {
    await stop();
    await running;
  };
}

/** An event with its bug as it is now; null when they are gone. */
export async function loadEvent(tx: Tx, id: string): Promise<Omit<HeardEvent, 'tells' | 'mentions'> | null> {
  const event = await eventById(tx, id);
  const bug = event && (await loadBugById(tx, event.bugId));
  return event && bug && { ...event, bug };
}

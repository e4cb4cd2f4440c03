import { asc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { bugEvent, bugOutbox } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';

export async function insertOutbox(tx: Tx, row: typeof bugOutbox.$inferInsert): Promise<void> {
  await tx.insert(bugOutbox).values(row);
}

/** NOTIFY on this channel says that something happened. */
export const eventChannel = 'bug_event';

/** What a NOTIFY carries: enough to know who may care, nothing of what happened. */
const announcement = z.object({
  id: z.uuid(),
  bugId: z.uuid(),
  organizationId: z.uuid(),
  audience: z.enum(['reporter', 'members']),
});
type Announcement = z.infer<typeof announcement>;

/** Heard by every process once the transaction has committed. */
export async function announceEvent(tx: Tx, event: Announcement): Promise<void> {
  await tx.execute(sql`select pg_notify(${eventChannel}, ${JSON.stringify(event)})`);
}

type OutboxRow = typeof bugOutbox.$inferSelect;

/** Takes the oldest events that nobody else is taking; they are gone when the transaction commits. */
export async function takeOutbox(tx: Tx, limit: number): Promise<OutboxRow[]> {
  const rows = await tx
    .select()
    .from(bugOutbox)
    .orderBy(asc(bugOutbox.eventId))
    .limit(limit)
    .for('update', { skipLocked: true });
  const ids = rows.map(({ eventId }) => eventId);
  if (ids.length > 0) await tx.delete(bugOutbox).where(inArray(bugOutbox.eventId, ids));
  return rows;
}

/** Makes what happened so far no news: for a history that is filled in. */
export async function dropOutbox(tx: Tx): Promise<void> {
  await tx.delete(bugOutbox);
}

/** An event as written, or null when its bug is gone. */
export async function eventById(tx: Tx, id: string) {
  const [row] = await tx.select().from(bugEvent).where(eq(bugEvent.id, id));
  return row ?? null;
}

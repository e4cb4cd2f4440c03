import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { bug, bugEvent, bugOutbox } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';

export async function insertOutbox(tx: Tx, row: typeof bugOutbox.$inferInsert): Promise<void> {
  await tx.insert(bugOutbox).values(row);
}

/** NOTIFY on this channel says that something happened. */
export const eventChannel = 'bug_event';

/** What a NOTIFY carries: enough to know who may care, nothing of what happened. */
export const announcement = z.object({
  id: z.uuid(),
  bugId: z.uuid(),
  organizationId: z.uuid(),
  audience: z.enum(['reporter', 'members']),
});
export type Announcement = z.infer<typeof announcement>;

/** Heard by every process once the transaction has committed. */
export async function announceEvent(tx: Tx, event: Announcement): Promise<void> {
  await tx.execute(sql`select pg_notify(${eventChannel}, ${JSON.stringify(event)})`);
}

/** What happened to one bug, or to the bugs of these organizations, after the event with that id; at most a hundred. */
export async function eventsAfter(
  tx: Tx,
  since: string,
  of: { bugId: string } | { organizationIds: readonly string[] },
): Promise<Announcement[]> {
  if ('organizationIds' in of && of.organizationIds.length === 0) return [];
  return tx
    .select({
      id: bugEvent.id,
      bugId: bugEvent.bugId,
      organizationId: bug.organizationId,
      audience: bugEvent.audience,
    })
    .from(bugEvent)
    .innerJoin(bug, eq(bug.id, bugEvent.bugId))
    .where(
      and(
        gt(bugEvent.id, since),
        'bugId' in of ? eq(bug.id, of.bugId) : inArray(bug.organizationId, [...of.organizationIds]),
      ),
    )
    .orderBy(asc(bugEvent.id))
    .limit(100);
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

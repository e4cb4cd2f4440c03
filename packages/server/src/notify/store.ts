import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { bug, notification } from '../db/tables/bugs.ts';
import { organization } from '../db/tables/organizations.ts';
import { person } from '../db/tables/people.ts';
import type { Tx } from '../db/transaction.ts';

export interface NotificationRow {
  id: string;
  bugId: string;
  bugNumber: string;
  type: string;
  content: Record<string, unknown>;
  createdAt: Date;
  readAt: Date | null;
}

const columns = {
  id: notification.id,
  bugId: notification.bugId,
  bugNumber: sql<string>`${organization.key} || '-' || ${bug.number}`,
  type: notification.type,
  content: notification.content,
  createdAt: notification.createdAt,
  readAt: notification.readAt,
};

/** A person's notifications, newest first, from before the one with that id on. */
export async function listNotifications(
  tx: Tx,
  personId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<NotificationRow[]> {
  return tx
    .select(columns)
    .from(notification)
    .innerJoin(bug, eq(bug.id, notification.bugId))
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(
      and(eq(notification.personId, personId), before === null ? undefined : lt(notification.id, before)),
    )
    .orderBy(desc(notification.id))
    .limit(limit);
}

/** An event that a person was told of already is left as it is. */
export async function insertNotifications(
  tx: Tx,
  rows: readonly (typeof notification.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(notification)
      .values([...rows])
      .onConflictDoNothing();
}

export async function markAllRead(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .update(notification)
    .set({ readAt: now })
    .where(and(eq(notification.personId, personId), isNull(notification.readAt)));
}

/** False when the person has no such notification. One that was read stays read since then. */
export async function markRead(tx: Tx, personId: string, id: string, now: Date): Promise<boolean> {
  const rows = await tx
    .update(notification)
    .set({ readAt: sql`coalesce(${notification.readAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(notification.personId, personId), eq(notification.id, id)))
    .returning({ id: notification.id });
  return rows.length > 0;
}

export async function wantsMail(tx: Tx, personId: string): Promise<boolean> {
  const [row] = await tx.select({ wants: person.notifyByMail }).from(person).where(eq(person.id, personId));
  return row?.wants ?? false;
}

export async function setWantsMail(tx: Tx, personId: string, wants: boolean): Promise<void> {
  await tx.update(person).set({ notifyByMail: wants }).where(eq(person.id, personId));
}

export interface MailDue {
  personId: string;
  address: string;
  rows: readonly Omit<NotificationRow, 'readAt'>[];
}

/**
 * One person with notifications that nobody has read or mailed, all of them older than `before`, so that several
 * changes in a row make one letter. Takes the rows: they count as mailed when the transaction commits. Null when
 * nobody waits. Two processes never take the same.
 */
export async function takeMailDue(
  tx: Tx,
  { before, now }: { before: Date; now: Date },
): Promise<MailDue | null> {
  const unsent = and(isNull(notification.readAt), isNull(notification.mailedAt));
  const [next] = await tx
    .select({ personId: person.id, address: person.email })
    .from(notification)
    .innerJoin(person, eq(person.id, notification.personId))
    .where(
      and(
        unsent,
        lt(notification.createdAt, before),
        eq(person.notifyByMail, true),
        isNotNull(person.email),
        isNull(person.blockedAt),
      ),
    )
    .orderBy(asc(notification.createdAt))
    .limit(1)
    .for('update', { of: notification, skipLocked: true });
  if (!next?.address) return null;
  const taken = await tx
    .update(notification)
    .set({ mailedAt: now })
    .where(and(unsent, eq(notification.personId, next.personId)))
    .returning({ id: notification.id });
  const ids = taken.map(({ id }) => id);
  if (ids.length === 0) return null;
  const rows = await tx
    .select(columns)
    .from(notification)
    .innerJoin(bug, eq(bug.id, notification.bugId))
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(inArray(notification.id, ids))
    .orderBy(asc(notification.id));
  return { personId: next.personId, address: next.address, rows };
}

import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { bug, bugEvent, watcher } from '../../db/tables/bugs.ts';
import { membership } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Role, StaffRole } from '../../permission/actor.ts';

export async function insertEvent(tx: Tx, row: typeof bugEvent.$inferInsert): Promise<void> {
  await tx.insert(bugEvent).values(row);
}

export async function addWatchers(
  tx: Tx,
  bugId: string,
  personIds: readonly string[],
  now: Date,
): Promise<void> {
  if (personIds.length === 0) return;
  await tx
    .insert(watcher)
    .values(personIds.map((personId) => ({ bugId, personId, createdAt: now })))
    .onConflictDoNothing();
}

export async function removeWatcher(tx: Tx, bugId: string, personId: string): Promise<void> {
  await tx.delete(watcher).where(and(eq(watcher.bugId, bugId), eq(watcher.personId, personId)));
}

export async function isWatching(tx: Tx, bugId: string, personId: string): Promise<boolean> {
  const rows = await tx
    .select({ personId: watcher.personId })
    .from(watcher)
    .where(and(eq(watcher.bugId, bugId), eq(watcher.personId, personId)));
  return rows.length > 0;
}

/** Somebody who might be told of a bug; whether they may is for `can` to say. */
export interface Listener {
  id: string;
  handle: string;
  staff: StaffRole | null;
  blocked: boolean;
  /** In the bug's organization. */
  role: Role | null;
}

const listener = {
  id: person.id,
  handle: person.handle,
  staff: person.staff,
  blocked: sql<boolean>`${person.blockedAt} is not null`,
  role: membership.role,
};

/** Who watches the bug or is assigned to it, and those named beside. */
export async function watchersOf(tx: Tx, bugId: string, also: readonly string[] = []): Promise<Listener[]> {
  // One list of ids: to conditions joined by `or` PostgreSQL reads every person.
  const told = sql`(select assignee_id from bug where id = ${bugId} union all
    select person_id from watcher where bug_id = ${bugId} union all select unnest(${`{${also.join(',')}}`}::uuid[]))`;
  return tx
    .select(listener)
    .from(bug)
    .innerJoin(person, sql`${person.id} in ${told}`)
    .leftJoin(
      membership,
      and(eq(membership.personId, person.id), eq(membership.organizationId, bug.organizationId)),
    )
    .where(and(eq(bug.id, bugId), isNull(person.deletedAt)))
    .orderBy(asc(person.id));
}

/** People with these handles, with their role in the bug's organization. */
export async function peopleNamed(tx: Tx, bugId: string, handles: readonly string[]): Promise<Listener[]> {
  if (handles.length === 0) return [];
  return tx
    .select(listener)
    .from(bug)
    .innerJoin(person, inArray(person.handle, [...handles]))
    .leftJoin(
      membership,
      and(eq(membership.personId, person.id), eq(membership.organizationId, bug.organizationId)),
    )
    .where(and(eq(bug.id, bugId), isNull(person.deletedAt)));
}

/** Somebody with their role in the bug's organization; null when there is no such person (any more). */
export async function listenerById(tx: Tx, bugId: string, personId: string): Promise<Listener | null> {
  const [row] = await tx
    .select(listener)
    .from(bug)
    .innerJoin(person, eq(person.id, personId))
    .leftJoin(
      membership,
      and(eq(membership.personId, person.id), eq(membership.organizationId, bug.organizationId)),
    )
    .where(and(eq(bug.id, bugId), isNull(person.deletedAt)));
  return row ?? null;
}

/** Who looks at an organization's new bugs: those who triage them, or the instance's staff where nobody is here yet. */
export async function triagersOf(tx: Tx, organizationId: string, staffed: boolean): Promise<Listener[]> {
  const joined = and(eq(membership.personId, person.id), eq(membership.organizationId, organizationId));
  if (!staffed)
    return tx
      .select(listener)
      .from(person)
      .leftJoin(membership, joined)
      .where(and(sql`${person.staff} is not null`, isNull(person.deletedAt)))
      .limit(200);
  return tx
    .select(listener)
    .from(person)
    .innerJoin(membership, joined)
    .where(and(inArray(membership.role, ['owner', 'manager', 'triager']), isNull(person.deletedAt)))
    .limit(200);
}

/** Whether a live attack has raised the bug's severity before. */
export async function wasRaised(tx: Tx, bugId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: bugEvent.id })
    .from(bugEvent)
    .where(
      and(
        eq(bugEvent.bugId, bugId),
        eq(bugEvent.type, 'attacked'),
        sql`${bugEvent.content}->>'raised' = 'true'`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}

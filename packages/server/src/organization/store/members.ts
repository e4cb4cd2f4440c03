import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { membership } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Role } from '../../permission/actor.ts';

export interface MemberRow {
  personId: string;
  handle: string;
  name: string;
  role: Role;
  createdAt: Date;
}

const members = (tx: Tx) =>
  tx
    .select({
      personId: membership.personId,
      handle: person.handle,
      name: sql<string>`coalesce(nullif(${person.displayName}, ''), ${person.handle})`,
      role: membership.role,
      createdAt: membership.createdAt,
    })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .$dynamic();

/** By handle. */
export async function listMembers(tx: Tx, organizationId: string): Promise<MemberRow[]> {
  return members(tx)
    .where(and(eq(membership.organizationId, organizationId), isNull(person.deletedAt)))
    .orderBy(asc(person.handle))
    .limit(1000);
}

/** Null for somebody who does not belong to it. */
export async function memberByHandle(
  tx: Tx,
  organizationId: string,
  handle: string,
): Promise<MemberRow | null> {
  const [row] = await members(tx).where(
    and(
      eq(membership.organizationId, organizationId),
      eq(person.handle, handle.toLowerCase()),
      isNull(person.deletedAt),
    ),
  );
  return row ?? null;
}

/** Null for somebody who does not belong to it. */
export async function roleOf(tx: Tx, organizationId: string, personId: string): Promise<Role | null> {
  const [row] = await tx
    .select({ role: membership.role })
    .from(membership)
    .where(and(eq(membership.organizationId, organizationId), eq(membership.personId, personId)));
  return row?.role ?? null;
}

/** Owners who can still sign in. */
export async function ownersOf(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = await tx
    .select({ personId: membership.personId })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(
      and(
        eq(membership.organizationId, organizationId),
        eq(membership.role, 'owner'),
        isNull(person.deletedAt),
      ),
    );
  return rows.map(({ personId }) => personId);
}

/** False when they belong to it already. */
export async function insertMember(tx: Tx, row: typeof membership.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(membership)
    .values(row)
    .onConflictDoNothing()
    .returning({ personId: membership.personId });
  return inserted.length > 0;
}

export async function setRole(tx: Tx, organizationId: string, personId: string, role: Role): Promise<void> {
  await tx
    .update(membership)
    .set({ role })
    .where(and(eq(membership.organizationId, organizationId), eq(membership.personId, personId)));
}

export async function deleteMember(tx: Tx, organizationId: string, personId: string): Promise<void> {
  await tx
    .delete(membership)
    .where(and(eq(membership.organizationId, organizationId), eq(membership.personId, personId)));
}

/** Somebody with that handle who can sign in; null for nobody. */
export async function personIdByHandle(tx: Tx, handle: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.handle, handle), isNull(person.deletedAt), isNull(person.blockedAt)));
  return row?.id ?? null;
}

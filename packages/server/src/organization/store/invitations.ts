import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm';
import { invitation, membership, organization } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Role, StaffRole } from '../../permission/actor.ts';

export interface InvitationRow {
  id: string;
  role: Role;
  note: string;
  byMail: boolean;
  inviterName: string;
  createdAt: Date;
  expiresAt: Date;
}

/** What an open invitation leads to, and who made it, with all that says whether they still may. */
export interface OpenInvitation extends InvitationRow {
  organizationId: string;
  organizationName: string;
  slug: string;
  staffedAt: Date | null;
  inviterId: string;
  inviterStaff: StaffRole | null;
  inviterRole: Role | null;
  inviterBlocked: boolean;
  inviterDeleted: boolean;
}

const shown = {
  id: invitation.id,
  role: invitation.role,
  note: invitation.note,
  byMail: invitation.byMail,
  inviterName: sql<string>`coalesce(nullif(${person.displayName}, ''), ${person.handle})`,
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
};

const isOpen = (now: Date) => and(isNull(invitation.acceptedAt), gt(invitation.expiresAt, now));

/** Those that can still be accepted, the oldest first. */
export async function listInvitations(tx: Tx, organizationId: string, now: Date): Promise<InvitationRow[]> {
  return tx
    .select(shown)
    .from(invitation)
    .innerJoin(person, eq(person.id, invitation.createdBy))
    .where(and(eq(invitation.organizationId, organizationId), isOpen(now)))
    .orderBy(asc(invitation.id))
    .limit(100);
}

export async function countInvitations(tx: Tx, organizationId: string, now: Date): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(invitation)
    .where(and(eq(invitation.organizationId, organizationId), isOpen(now)));
  return row?.count ?? 0;
}

export async function insertInvitation(tx: Tx, row: typeof invitation.$inferInsert): Promise<void> {
  await tx.insert(invitation).values(row);
}

/** By the hash of its token or by its id; null when it is used, has run out or was taken back. */
export async function openInvitation(
  tx: Tx,
  by: { tokenHash: Uint8Array } | { id: string },
  now: Date,
): Promise<OpenInvitation | null> {
  const [row] = await tx
    .select({
      ...shown,
      organizationId: organization.id,
      organizationName: organization.name,
      slug: organization.slug,
      staffedAt: organization.staffedAt,
      inviterId: invitation.createdBy,
      inviterStaff: person.staff,
      inviterRole: membership.role,
      inviterBlocked: sql<boolean>`${person.blockedAt} is not null`,
      inviterDeleted: sql<boolean>`${person.deletedAt} is not null`,
    })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .innerJoin(person, eq(person.id, invitation.createdBy))
    .leftJoin(
      membership,
      and(
        eq(membership.organizationId, invitation.organizationId),
        eq(membership.personId, invitation.createdBy),
      ),
    )
    .where(and('id' in by ? eq(invitation.id, by.id) : eq(invitation.tokenHash, by.tokenHash), isOpen(now)));
  return row ?? null;
}

/** One statement, so of two who accept at once one does. */
export async function takeInvitation(
  tx: Tx,
  id: string,
  { by, at }: { by: string; at: Date },
): Promise<boolean> {
  const rows = await tx
    .update(invitation)
    .set({ acceptedAt: at, acceptedBy: by })
    .where(and(eq(invitation.id, id), isOpen(at)))
    .returning({ id: invitation.id });
  return rows.length > 0;
}

/** False when the organization has no open one with that id. */
export async function deleteInvitation(tx: Tx, organizationId: string, id: string): Promise<boolean> {
  const rows = await tx
    .delete(invitation)
    .where(
      and(
        eq(invitation.id, id),
        eq(invitation.organizationId, organizationId),
        isNull(invitation.acceptedAt),
      ),
    )
    .returning({ id: invitation.id });
  return rows.length > 0;
}

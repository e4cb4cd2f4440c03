import { selfActor } from '../account/session.ts';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor, Role } from '../permission/actor.ts';
import { personId } from '../permission/actor.ts';
import { notFound, Refusal } from '../refusal.ts';
import { deleteMember, insertMember, ownersOf, personIdByHandle, roleOf, setRole } from './store/members.ts';
import { lockOrganization, type OrganizationRow, updateOrganization } from './store/organizations.ts';

interface Staffing {
  organizationId: string;
  actor: Actor;
}

/**
 * Gives somebody who has an account a part in the organization; with the first one it answers for itself. The caller
 * has checked `organization.staff`.
 */
export async function addMember(
  tx: Tx,
  { organizationId, actor, handle, role }: Staffing & { handle: string; role: Role },
  now: Date,
): Promise<void> {
  const organization = await locked(tx, organizationId);
  const person = await personIdByHandle(tx, handle.trim().replace(/^@/, '').toLowerCase());
  if (person === null)
    throw invalid(
      'handle',
      `Nobody here is called “${handle.trim()}”. Ask them for their handle, or send them an invitation.`,
    );
  if (organization.staffedAt === null && role !== 'owner')
    throw invalid('role', 'The first member of an organization is its owner.');
  const row = { organizationId, personId: person, role, createdAt: now, createdBy: personId(actor) };
  if (!(await insertMember(tx, row)))
    throw invalid(
      'handle',
      `@${handle.trim().replace(/^@/, '')} is a member already. Change the role below.`,
    );
  if (organization.staffedAt === null) await updateOrganization(tx, organizationId, { staffedAt: now });
  await record(tx, 'member.add', organizationId, { actor, person, to: role }, now);
}

/**
 * Takes in somebody who was invited; false when they are a member already. The first owner makes the organization
 * answer for itself.
 */
export async function joinAs(
  tx: Tx,
  joining: { organizationId: string; person: string; role: Role; invitedBy: string },
  now: Date,
): Promise<boolean> {
  const { organizationId, person, role, invitedBy } = joining;
  const organization = await locked(tx, organizationId);
  const row = { organizationId, personId: person, role, createdAt: now, createdBy: invitedBy };
  if (!(await insertMember(tx, row))) return false;
  if (organization.staffedAt === null) await updateOrganization(tx, organizationId, { staffedAt: now });
  await record(tx, 'member.join', organizationId, { actor: selfActor(person), person, to: role }, now);
  return true;
}

/** Changes what a member may do. The caller has checked `organization.staff`. The last owner stays one. */
export async function changeRole(
  tx: Tx,
  { organizationId, actor, person, role }: Staffing & { person: string; role: Role },
  now: Date,
): Promise<void> {
  await locked(tx, organizationId);
  const from = await roleOf(tx, organizationId, person);
  if (from === null) throw notFound('member');
  if (from === role) return;
  if (from === 'owner') await requireAnotherOwner(tx, organizationId, person);
  await setRole(tx, organizationId, person, role);
  await record(tx, 'member.role-change', organizationId, { actor, person, from, to: role }, now);
}

/**
 * Ends a membership. The caller has checked `organization.staff`, or that somebody leaves of their own accord. The
 * last owner stays: the organization would answer to nobody.
 */
export async function removeMember(
  tx: Tx,
  { organizationId, actor, person }: Staffing & { person: string },
  now: Date,
): Promise<void> {
  await locked(tx, organizationId);
  const from = await roleOf(tx, organizationId, person);
  if (from === null) throw notFound('member');
  if (from === 'owner') await requireAnotherOwner(tx, organizationId, person);
  await deleteMember(tx, organizationId, person);
  await record(tx, 'member.remove', organizationId, { actor, person, from }, now);
}

/** Whoever counts owners must be the only one to: two owners who leave at once would each see the other. */
async function locked(tx: Tx, organizationId: string): Promise<OrganizationRow> {
  const organization = await lockOrganization(tx, organizationId);
  if (!organization) throw notFound('organization');
  return organization;
}

async function requireAnotherOwner(tx: Tx, organizationId: string, person: string): Promise<void> {
  const others = (await ownersOf(tx, organizationId)).filter((id) => id !== person);
  if (others.length > 0) return;
  throw new Refusal('conflict', 'This is the last owner. Make somebody else an owner first.');
}

async function record(
  tx: Tx,
  action: string,
  objectId: string,
  { actor, ...content }: { actor: Actor; person: string; from?: Role; to?: Role },
  now: Date,
): Promise<void> {
  await recordAudit(tx, { actor, action, objectType: 'organization', objectId, content }, now);
}

const invalid = (path: string, message: string): Refusal =>
  new Refusal('invalid', message, { fields: [{ path, message }] });

import { absolute, post } from '../account/letters.ts';
import { limits } from '../account/limits.ts';
import { hashToken, newSecretToken } from '../account/secret-token.ts';
import { takeThrottle } from '../account/throttle.ts';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import type { PersonActor, Role } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import type { OrganizationObject } from '../permission/object.ts';
import { notFound, Refusal } from '../refusal.ts';
import { urls } from '../urls.ts';
import { mailWords } from '../words/mail.ts';
import { organizationWords as words } from '../words/organization.ts';
import { joinAs } from './members.ts';
import {
  countInvitations,
  deleteInvitation,
  insertInvitation,
  type OpenInvitation,
  openInvitation,
  takeInvitation,
} from './store/invitations.ts';
import type { OrganizationRow } from './store/organizations.ts';

const day = 24 * 3_600_000;
export const invitationDays = 7;
const mostOpen = 50;

export interface NewInvitation {
  organization: OrganizationRow;
  actor: PersonActor;
  role: Role;
  /** Whom it is for, in the inviter's words; may be empty. */
  note: string;
  /** Gets the link by letter; it is kept nowhere else. Null: the inviter hands it on. */
  address: string | null;
}

/**
 * Makes a link that takes one person into the organization, with or without an account, and returns its token. Only
 * owners make owners and managers. The caller has checked `organization.manage`.
 */
export async function invite(
  tx: Tx,
  { organization, actor, role, note, address }: NewInvitation,
  { baseUrl, inviterName }: { baseUrl: string; inviterName: string },
  now: Date,
): Promise<string> {
  if (!mayGive(actor, role, objectOf(organization))) throw invalid('role', words.ownersOnly);
  if (organization.staffedAt === null && role !== 'owner') throw invalid('role', words.firstIsOwner);
  if ((await countInvitations(tx, organization.id, now)) >= mostOpen)
    throw new Refusal('conflict', words.tooManyInvitations(mostOpen));
  if (
    address !== null &&
    (await takeThrottle(tx, limits.letterToAddress, address.toLowerCase(), now)) !== null
  )
    throw invalid('address', words.lettersTooOften);
  const [id, token] = [newId(now), newSecretToken()];
  await insertInvitation(tx, {
    id,
    organizationId: organization.id,
    role,
    tokenHash: hashToken(token),
    note,
    byMail: address !== null,
    createdBy: actor.id,
    createdAt: now,
    expiresAt: new Date(now.getTime() + invitationDays * day),
  });
  await record(tx, 'member.invite', organization.id, actor, { invitation: id, role }, now);
  if (address !== null) {
    const href = absolute(baseUrl, urls.invitation, { token });
    const said = { href, inviter: inviterName, organization: organization.name, days: invitationDays };
    await post(tx, { personId: null, address }, mailWords.invitation(said), now);
  }
  return token;
}

/** Takes an invitation back before anybody accepted it. The caller has checked `organization.manage`. */
export async function revokeInvitation(
  tx: Tx,
  { organization, actor, id }: { organization: OrganizationRow; actor: PersonActor; id: string },
  now: Date,
): Promise<void> {
  if (!(await deleteInvitation(tx, organization.id, id))) throw notFound('invitation');
  await record(tx, 'invitation.revoke', organization.id, actor, { invitation: id }, now);
}

/** What a link leads to; null when it is none, is used, has run out, or its maker may not invite any more. */
export async function findInvitation(tx: Tx, token: string, now: Date): Promise<OpenInvitation | null> {
  const found = await openInvitation(tx, { tokenHash: hashToken(token) }, now);
  return found !== null && stands(found) ? found : null;
}

export type Acceptance =
  | { type: 'joined'; slug: string }
  | { type: 'gone' }
  | { type: 'member'; slug: string };

/** Takes a person in, once. Somebody who is a member already leaves it for whom it was meant. */
export async function acceptInvitation(
  tx: Tx,
  { id, person }: { id: string; person: string },
  now: Date,
): Promise<Acceptance> {
  const found = await openInvitation(tx, { id }, now);
  if (found === null || !stands(found)) return { type: 'gone' };
  const { organizationId, slug, role, inviterId } = found;
  if (!(await joinAs(tx, { organizationId, person, role, invitedBy: inviterId }, now)))
    return { type: 'member', slug };
  if (!(await takeInvitation(tx, id, { by: person, at: now })))
    throw new Refusal('conflict', words.invitationGone);
  return { type: 'joined', slug };
}

const objectOf = ({ id, staffedAt }: { id: string; staffedAt: Date | null }): OrganizationObject => ({
  type: 'organization',
  id,
  staffed: staffedAt !== null,
});

/** Who may invite to which role. */
export const mayGive = (actor: PersonActor, role: Role, organization: OrganizationObject): boolean =>
  role === 'owner' || role === 'manager'
    ? can(actor, 'organization.staff', organization)
    : can(actor, 'organization.manage', organization);

/** An invitation is worth what its maker may do today, not what they might when they made it. */
function stands(found: OpenInvitation): boolean {
  if (found.inviterDeleted) return false;
  const inviter: PersonActor = {
    type: 'person',
    id: found.inviterId,
    staff: found.inviterStaff,
    roles: new Map(found.inviterRole === null ? [] : [[found.organizationId, found.inviterRole]]),
    blocked: found.inviterBlocked,
    scopes: null,
  };
  return mayGive(inviter, found.role, objectOf({ id: found.organizationId, staffedAt: found.staffedAt }));
}

async function record(
  tx: Tx,
  action: string,
  objectId: string,
  actor: PersonActor,
  content: Record<string, unknown>,
  now: Date,
): Promise<void> {
  await recordAudit(tx, { actor, action, objectType: 'organization', objectId, content }, now);
}

const invalid = (path: string, message: string): Refusal =>
  new Refusal('invalid', message, { fields: [{ path, message }] });

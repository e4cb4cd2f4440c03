import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { draft, notification, savedView, watcher } from '../../db/tables/bugs.ts';
import { idempotencyKey, mail } from '../../db/tables/operation.ts';
import { membership, organization } from '../../db/tables/organizations.ts';
import {
  apiToken,
  oneTimeLink,
  passkey,
  passkeyChallenge,
  pendingSignIn,
  person,
  recoveryCode,
  session,
  totp,
} from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

/** Names of staffed organizations that would be left without an owner. */
export async function soleOwnerships(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .select({ name: organization.name })
    .from(membership)
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(
      and(
        eq(membership.personId, personId),
        eq(membership.role, 'owner'),
        isNotNull(organization.staffedAt),
        sql`not exists (select 1 from membership other where other.organization_id = ${membership.organizationId}
          and other.role = 'owner' and other.person_id <> ${personId})`,
      ),
    );
  return rows.map(({ name }) => name);
}

/** Everything that is the person's alone: what opens the account, what points at it, what nobody else ever saw. */
const ownTables = [
  session,
  pendingSignIn,
  totp,
  recoveryCode,
  passkey,
  passkeyChallenge,
  apiToken,
  oneTimeLink,
  membership,
  watcher,
  notification,
  savedView,
  draft,
  idempotencyKey,
  mail,
] as const;

/** Leaves a tombstone, so that bugs, reports and comments keep an author without a name. False: no such person. */
export async function buryPerson(tx: Tx, personId: string, handle: string, now: Date): Promise<boolean> {
  for (const table of ownTables) await tx.delete(table).where(eq(table.personId, personId));
  const rows = await tx
    .update(person)
    .set({
      handle,
      displayName: '',
      email: null,
      passwordHash: null,
      staff: null,
      bio: '',
      profilePublic: false,
      locale: 'en',
      timeZone: 'UTC',
      theme: 'auto',
      passwordChangedAt: null,
      deletedAt: now,
    })
    .where(and(eq(person.id, personId), isNull(person.deletedAt)))
    .returning({ id: person.id });
  return rows.length > 0;
}

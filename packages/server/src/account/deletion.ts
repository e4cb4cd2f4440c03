import { randomBytes } from 'node:crypto';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { mailWords } from '../words/mail.ts';
import { post } from './letters.ts';
import { selfActor } from './session.ts';
import { isLastAdministrator } from './standing.ts';
import { buryPerson, soleOwnerships } from './store/deletion.ts';
import { accountById } from './store/people.ts';

/** What must be settled before an account can be deleted. */
export interface DeletionObstacles {
  lastAdministrator: boolean;
  /** Names of organizations that would have no owner. */
  soleOwnerOf: readonly string[];
}

export async function deletionObstacles(tx: Tx, personId: string): Promise<DeletionObstacles> {
  return {
    lastAdministrator: await isLastAdministrator(tx, personId),
    soleOwnerOf: await soleOwnerships(tx, personId),
  };
}

const canBeDeleted = ({ lastAdministrator, soleOwnerOf }: DeletionObstacles): boolean =>
  !lastAdministrator && soleOwnerOf.length === 0;

/**
 * Deletes an account for good: what identifies the person and what opens the account is gone, what they gave to bugs
 * stays under a tombstone. False when something is in the way. The caller has asked for fresh proof.
 */
export async function deleteAccount(tx: Tx, personId: string, now: Date): Promise<boolean> {
  if (!canBeDeleted(await deletionObstacles(tx, personId))) return false;
  const account = await accountById(tx, personId);
  if (account === null) return false;
  // Made of chance: the old handle can be read nowhere from it.
  const tombstone = `deleted-${randomBytes(6).toString('hex')}`;
  await buryPerson(tx, personId, tombstone, now);
  await recordAudit(
    tx,
    { actor: selfActor(personId), action: 'person.delete', objectType: 'person', objectId: personId },
    now,
  );
  await post(tx, { personId: null, address: account.email }, mailWords.accountDeleted(), now);
  return true;
}

import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { type Post, tellSecurityChange } from './letters.ts';
import { selfActor } from './session.ts';
import { deletePasskey } from './store/passkeys.ts';
import { accountById } from './store/people.ts';

/** Tells the owner of a new passkey, and the audit log. */
export const tellPasskeyAdded = (tx: Tx, to: Post, personId: string, now: Date): Promise<void> =>
  tell(tx, to, personId, { action: 'person.passkey-add', what: 'passkey-on' }, now);

/** Removes a passkey of this person. False when they have no such passkey, whoever else may. */
export async function removePasskey(
  tx: Tx,
  to: Post,
  { personId, passkeyId }: { personId: string; passkeyId: string },
  now: Date,
): Promise<boolean> {
  if (!(await deletePasskey(tx, personId, passkeyId))) return false;
  await tell(tx, to, personId, { action: 'person.passkey-remove', what: 'passkey-off' }, now);
  return true;
}

async function tell(
  tx: Tx,
  to: Post,
  personId: string,
  { action, what }: { action: string; what: 'passkey-on' | 'passkey-off' },
  now: Date,
): Promise<void> {
  await recordAudit(
    tx,
    { actor: selfActor(personId), action, objectType: 'person', objectId: personId },
    now,
  );
  const account = await accountById(tx, personId);
  if (account !== null) await tellSecurityChange(tx, to, account, what, now);
}

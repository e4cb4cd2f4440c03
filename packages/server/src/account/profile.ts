import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { selfActor } from './session.ts';
import { isHandleTaken, type Profile, storeProfile } from './store/people.ts';

/** Changes how others see a person. False when somebody else has the handle. A new handle is noted in the audit log. */
export async function changeProfile(
  tx: Tx,
  { personId, handle }: { personId: string; handle: string },
  profile: Profile,
  now: Date,
): Promise<boolean> {
  const renamed = profile.handle !== handle;
  if (renamed && (await isHandleTaken(tx, profile.handle))) return false;
  if (!(await storeProfile(tx, personId, profile))) return false;
  if (!renamed) return true;
  // Without the handles: the log is kept for ever, and a deleted account must not be named by it.
  await recordAudit(
    tx,
    { actor: selfActor(personId), action: 'person.rename', objectType: 'person', objectId: personId },
    now,
  );
  return true;
}

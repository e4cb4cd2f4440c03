import { blockPerson, changeStaffRole, type StaffOutcome, unblockPerson } from '../account/standing.ts';
import type { Tx } from '../db/transaction.ts';
import type { PersonActor, StaffRole } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { adminWords as words } from '../words/admin.ts';

interface Standing {
  personId: string;
  actor: PersonActor;
}

/** Blocks somebody for a reason, or lifts it with null. Nobody does it to themselves. The caller has checked. */
export async function changeBlock(
  tx: Tx,
  { personId, actor, reason }: Standing & { reason: string | null },
  now: Date,
): Promise<void> {
  requireOther(personId, actor);
  const outcome =
    reason === null
      ? await unblockPerson(tx, { personId, actor }, now)
      : await blockPerson(tx, { personId, reason, actor }, now);
  requireDone(outcome);
}

/** Gives or takes a staff role, never one's own. The caller has checked `instance.administer`. */
export async function changeStaff(
  tx: Tx,
  { personId, actor, staff }: Standing & { staff: StaffRole | null },
  now: Date,
): Promise<void> {
  requireOther(personId, actor);
  requireDone(await changeStaffRole(tx, { personId, staff, actor }, now));
}

function requireOther(personId: string, actor: PersonActor): void {
  if (personId === actor.id) throw new Refusal('conflict', words.yourself);
}

function requireDone(outcome: StaffOutcome): void {
  if (outcome === 'last-administrator') throw new Refusal('conflict', words.lastAdministrator);
  if (outcome === 'unknown-person') throw new Refusal('conflict', words.unknownPerson);
}

import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor, StaffRole } from '../permission/actor.ts';
import { endSessions } from './session.ts';
import { accountById, lockAdministrators, storeBlock, storeStaffRole } from './store/people.ts';

export type StaffOutcome = 'done' | 'unknown-person' | 'last-administrator';

/**
 * Gives or takes a staff role; the person's sessions end, so that none carries the old role on. The caller has checked
 * `instance.administer`.
 */
export async function changeStaffRole(
  tx: Tx,
  { personId, staff, actor }: { personId: string; staff: StaffRole | null; actor: Actor },
  now: Date,
): Promise<StaffOutcome> {
  if (staff !== 'administrator' && (await isLastAdministrator(tx, personId))) return 'last-administrator';
  if (!(await storeStaffRole(tx, personId, staff))) return 'unknown-person';
  await endSessions(tx, personId, { reason: 'staff role changed', except: null, actor }, now);
  await recordAudit(
    tx,
    { actor, action: 'person.staff-change', objectType: 'person', objectId: personId, content: { staff } },
    now,
  );
  return 'done';
}

/** Blocks a person, who may still sign in again to read their own reports and appeal. The caller has checked. */
export async function blockPerson(
  tx: Tx,
  { personId, reason, actor }: { personId: string; reason: string; actor: Actor },
  now: Date,
): Promise<StaffOutcome> {
  if (await isLastAdministrator(tx, personId)) return 'last-administrator';
  if (!(await storeBlock(tx, personId, { at: now, reason }))) return 'unknown-person';
  await endSessions(tx, personId, { reason: 'blocked', except: null, actor }, now);
  await recordAudit(
    tx,
    { actor, action: 'person.block', objectType: 'person', objectId: personId, content: { reason } },
    now,
  );
  return 'done';
}

/** Lifts a block. The caller has checked. */
export async function unblockPerson(
  tx: Tx,
  { personId, actor }: { personId: string; actor: Actor },
  now: Date,
): Promise<StaffOutcome> {
  if (!(await storeBlock(tx, personId, null))) return 'unknown-person';
  await recordAudit(tx, { actor, action: 'person.unblock', objectType: 'person', objectId: personId }, now);
  return 'done';
}

/** An instance without an administrator could never get one again. */
export async function isLastAdministrator(tx: Tx, personId: string): Promise<boolean> {
  if ((await accountById(tx, personId))?.staff !== 'administrator') return false;
  const able = await lockAdministrators(tx);
  return able.length === 1 && able[0] === personId;
}

import { findTransition } from '@bugheist/bug/transitions';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { Refusal } from '../refusal.ts';
import { applyTransition } from './apply-transition.ts';
import { type LoadedBug, loadBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { familyOf, insertMerge, moveSightings, refreshSeen } from './store/merges.ts';

export interface Merging {
  bug: LoadedBug;
  /** As `ACME-7`. */
  parent: string;
  actor: Actor;
  reason: string | null;
}

/**
 * Closes a bug as the duplicate of another of its organization: its evidence becomes evidence of the parent. Who
 * reported it keeps following it, and sees the parent's number, state and first date. The caller checked permission
 * on the bug and holds the lock of both and of the organization (`lockForMerge`).
 */
export async function mergeBug(
  tx: Tx,
  { bug, parent: name, actor, reason }: Merging,
  now: Date,
): Promise<void> {
  const way = findTransition(bug.state, 'close-duplicate');
  if (!way) throw new Refusal('wrong-transition', `${bug.name} is closed already. Reopen it first.`);
  const parent = await checkedParent(tx, bug, name, actor);
  await insertMerge(tx, {
    id: newId(now),
    childId: bug.id,
    parentId: parent.id,
    previousState: bug.state,
    mergedBy: personId(actor),
    mergedAt: now,
  });
  await moveSightings(tx, { from: bug.id, to: parent.id });
  await refreshSeen(tx, parent.id);
  const content = {
    parent: parent.name,
    parentState: parent.state,
    parentFirstSeen: parent.firstSeenAt.toISOString(),
    ...(reason === null ? {} : { reason }),
  };
  await applyTransition(
    tx,
    { bug, transition: way, actor, content, change: { duplicateOf: parent.id } },
    now,
  );
  await recordEvent(
    tx,
    { bug: parent, type: 'merged-in', actor, audience: 'members', content: { bug: bug.name }, tells: [] },
    now,
  );
  const objectId = bug.name;
  await recordAudit(
    tx,
    { actor, action: 'bug.merge', objectType: 'bug', objectId, content: { parent: parent.name } },
    now,
  );
}

async function checkedParent(tx: Tx, bug: LoadedBug, name: string, actor: Actor): Promise<LoadedBug> {
  const parent = await loadBug(tx, name);
  if (
    !parent ||
    parent.organizationId !== bug.organizationId ||
    !can(actor, 'bug.read-internal', parent.object)
  )
    throw notAParent(
      `There is no bug ${name.trim()} in ${bug.organizationName}. Its number looks like ${bug.key}-7.`,
    );
  if (parent.id === bug.id) throw notAParent(`${bug.name} cannot be a duplicate of itself.`);
  if (parent.heldAt !== null) throw notAParent(`${parent.name} is held for moderation.`);
  if (parent.duplicateOf === null) return parent;
  if ((await familyOf(tx, bug.id)).includes(parent.id))
    throw notAParent(`${parent.name} is itself a duplicate of ${bug.name}. Undo that first.`);
  throw notAParent(`${parent.name} is a duplicate too. Name the bug it was merged into.`);
}

const notAParent = (message: string): Refusal =>
  new Refusal('invalid', message, { fields: [{ path: 'parent', message }] });

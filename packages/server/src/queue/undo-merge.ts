import { isOpen } from '@bugheist/bug/state';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { type LoadedBug, loadBugById } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { changeBug } from './store/bugs.ts';
import { currentMerge, endMerge, familyOf, headOf, moveSightings, refreshSeen } from './store/merges.ts';

export interface Unmerging {
  bug: LoadedBug;
  actor: Actor;
  reason: string | null;
}

/**
 * Takes a duplicate out of its parent again, with all that was filed under it, and back into the state it was in. The
 * caller checked permission and holds the locks of `lockForUndo`.
 */
export async function undoMerge(tx: Tx, { bug, actor, reason }: Unmerging, now: Date): Promise<void> {
  const merge = await currentMerge(tx, bug.id);
  const parent = await loadBugById(tx, await headOf(tx, bug.id));
  if (!merge || !parent)
    throw new Refusal('wrong-transition', `${bug.name} is not merged into another bug (any more).`);
  await endMerge(tx, merge.id, personId(actor), now);
  await moveSightings(tx, { from: parent.id, to: bug.id, filedUnder: await familyOf(tx, bug.id) });
  await refreshSeen(tx, parent.id);
  await refreshSeen(tx, bug.id);
  const state = merge.previousState;
  const closedAt = isOpen(state) ? null : now;
  await changeBug(tx, bug.id, { state, duplicateOf: null, stateChangedAt: now, closedAt }, now);
  const content = { from: bug.state, to: state, parent: parent.name, ...(reason === null ? {} : { reason }) };
  await recordEvent(tx, { bug, type: 'unmerged', actor, audience: 'reporter', content, tells: [] }, now);
  await recordEvent(
    tx,
    { bug: parent, type: 'unmerged-out', actor, audience: 'members', content: { bug: bug.name }, tells: [] },
    now,
  );
  const objectId = bug.name;
  await recordAudit(
    tx,
    { actor, action: 'bug.unmerge', objectType: 'bug', objectId, content: { parent: parent.name } },
    now,
  );
}

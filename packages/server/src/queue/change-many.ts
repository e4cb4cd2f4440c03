import { formatBugNumber, parseBugNumber } from '@bugheist/bug/bug';
import { findTransition, transitions } from '@bugheist/bug/transitions';
import type { Tx } from '../db/transaction.ts';
import { listLabels } from '../organization/store/labels.ts';
import type { Actor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { Refusal } from '../refusal.ts';
import { queueWords } from '../words/queue.ts';
import { assignBug } from './assign-bug.ts';
import { labelBug } from './label-bug.ts';
import { type LoadedBug, loadBug, loadBugsById } from './load-bug.ts';
import { lockBugs } from './store/bugs.ts';
import { transition } from './transition.ts';

export type BulkChange =
  | { type: 'assign'; assigneeId: string | null }
  | { type: 'label'; name: string }
  | { type: 'transition'; name: string; reason: string | null };

export interface BulkFailure {
  /** As `ACME-42`. */
  name: string;
  /** Null when the actor may not see it either. */
  title: string | null;
  why: string;
}

export const mostAtOnce = 100;

/** Steps that need nothing but a reason, which all the bugs can share. */
export const bulkTransitions = [...new Set(transitions.map(({ name }) => name))].filter((name) =>
  transitions
    .filter((one) => one.name === name)
    .every(({ needs, who }) => needs.every((need) => need === 'reason') && who.some(isWorker)),
);

/**
 * Does one thing to many bugs, all or none. Answers what could not be done; then nothing was. The actor's permission
 * is asked bug by bug.
 */
export async function changeMany(
  tx: Tx,
  wanted: { names: readonly string[]; change: BulkChange; actor: Actor },
  now: Date,
): Promise<BulkFailure[]> {
  const { actor, change } = wanted;
  const failures: BulkFailure[] = [];
  const names = [...new Set(wanted.names)].slice(0, mostAtOnce);
  try {
    await tx.transaction(async (savepoint) => {
      const bugs = await lockAll(savepoint, names, actor, failures);
      for (const bug of bugs) {
        const why = await changeOne(savepoint, bug, change, actor, now);
        if (why !== null) failures.push({ name: bug.name, title: bug.title, why });
      }
      if (failures.length > 0) throw new NothingChanged();
    });
  } catch (error) {
    if (!(error instanceof NothingChanged)) throw error;
  }
  return failures;
}

/** A bug's number as it is written; of what is none, the beginning. */
export function readableName(name: string): string {
  const number = parseBugNumber(name);
  return number ? formatBugNumber(number) : name.slice(0, 20);
}

/** Takes back what the others of the selection got. */
class NothingChanged extends Error {
  override readonly name = 'NothingChanged';
}

async function lockAll(
  tx: Tx,
  names: readonly string[],
  actor: Actor,
  failures: BulkFailure[],
): Promise<LoadedBug[]> {
  const ids: string[] = [];
  for (const name of names) {
    const bug = await loadBug(tx, name);
    if (bug && can(actor, 'bug.read-internal', bug.object)) ids.push(bug.id);
    else failures.push({ name: readableName(name), title: null, why: queueWords.bulkForbidden });
  }
  await lockBugs(tx, ids);
  return (await loadBugsById(tx, ids)).sort((a, b) => a.number - b.number);
}

async function changeOne(
  tx: Tx,
  bug: LoadedBug,
  change: BulkChange,
  actor: Actor,
  now: Date,
): Promise<string | null> {
  if (!can(actor, 'bug.fix', bug.object)) return queueWords.bulkForbidden;
  try {
    return await apply(tx, bug, change, actor, now);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

async function apply(
  tx: Tx,
  bug: LoadedBug,
  change: BulkChange,
  actor: Actor,
  now: Date,
): Promise<string | null> {
  const bugId = bug.id;
  if (change.type === 'assign') {
    await assignBug(tx, { bugId, assigneeId: change.assigneeId, actor, expectedVersion: null }, now);
    return null;
  }
  if (change.type === 'label') {
    const labels = await listLabels(tx, bug.organizationId);
    const label = labels.find(({ name }) => name.toLowerCase() === change.name.toLowerCase());
    if (!label) return queueWords.bulkNoLabel(change.name);
    await labelBug(tx, { bugId, add: [label.id], remove: [], actor }, now);
    return null;
  }
  // Undoing a merge takes more locks than a bulk change holds, and in another order.
  if (bug.state === 'duplicate' && findTransition(bug.state, change.name)) return queueWords.bulkDuplicate;
  const { name, reason } = change;
  await transition(tx, { bugId, name, reason, actor, report: null, expectedVersion: null }, now);
  return null;
}

function isWorker(who: string): boolean {
  return who === 'triager' || who === 'developer';
}

import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { Refusal } from '../refusal.ts';
import { expectVersion } from './expect-version.ts';
import { lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { changeBug } from './store/bugs.ts';
import { addWatchers, listenerById } from './store/events.ts';
import { listenerAsActor } from './who-may-hear.ts';

export interface Assignment {
  bugId: string;
  /** Null takes it from whoever has it. */
  assigneeId: string | null;
  actor: Actor;
  expectedVersion: number | null;
}

/** Gives a bug to somebody who may work on it. The caller has checked `bug.fix`. Giving it to who has it is nothing. */
export async function assignBug(
  tx: Tx,
  { bugId, assigneeId, actor, expectedVersion }: Assignment,
  now: Date,
) {
  const bug = await lockBug(tx, bugId);
  expectVersion(bug, expectedVersion);
  if (bug.assigneeId === assigneeId) return;
  const before = bug.assigneeId === null ? null : await listenerById(tx, bug.id, bug.assigneeId);
  const assignee = assigneeId === null ? null : await listenerById(tx, bug.id, assigneeId);
  if (assigneeId !== null && !(assignee && can(listenerAsActor(assignee, bug.object), 'bug.fix', bug.object)))
    throw invalidAssignee(bug.organizationName);
  await changeBug(tx, bug.id, { assigneeId }, now);
  if (assignee) await addWatchers(tx, bug.id, [assignee.id], now);
  const content = { from: before?.handle ?? null, to: assignee?.handle ?? null };
  await recordEvent(
    tx,
    { bug, type: 'assigned', actor, audience: 'members', content, tells: assignee ? [assignee.id] : [] },
    now,
  );
}

function invalidAssignee(organization: string): Refusal {
  const message = `Choose somebody who may work on bugs of ${organization}: an owner, manager, triager or developer.`;
  return new Refusal('invalid', message, { fields: [{ path: 'assignee', message }] });
}

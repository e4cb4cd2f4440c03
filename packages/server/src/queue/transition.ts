import { findTransition, type Transition, type TransitionNeed } from '@bugheist/bug/transitions';
import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import type { ReportObject } from '../permission/object.ts';
import { notFound, Refusal } from '../refusal.ts';
import { applyTransition } from './apply-transition.ts';
import { askReporters } from './conversation.ts';
import { expectVersion } from './expect-version.ts';
import { type LoadedBug, loadBugById, lockBug } from './load-bug.ts';
import { lockForMerge, lockForUndo } from './lock-family.ts';
import { mergeBug } from './merge-bug.ts';
import type { WrittenText } from './sighting.ts';
import { undoMerge } from './undo-merge.ts';

export interface TransitionRequest {
  bugId: string;
  /** As in the table: `triage`, `close-informative`. */
  name: string;
  actor: Actor;
  /** The report through which a reporter acts; null for everybody else. */
  report: ReportObject | null;
  /** The version the actor saw, or null to take it as it is. */
  expectedVersion: number | null;
  /** Plain text; the reporter reads it. */
  reason?: string | null;
  question?: WrittenText | null;
  /** Name of the bug this one duplicates, as `ACME-7`. */
  parent?: string | null;
}

/**
 * Moves a bug through its life as the table allows. Throws `wrong-transition` when its state has no such way, `stale`
 * when somebody changed the bug since, `forbidden`, and `invalid` when a need is missing.
 */
export async function transition(tx: Tx, request: TransitionRequest, now: Date): Promise<void> {
  const bug = await lockFor(tx, request);
  expectVersion(bug, request.expectedVersion);
  const way = findTransition(bug.state, request.name);
  if (!way) throw wrongTransition(bug, request.name);
  if (!mayTake(request.actor, way, bug, request.report))
    throw new Refusal('forbidden', `You may not do this with ${bug.name}.`);
  for (const need of way.needs) requireNeed(need, request);
  if (way.name === 'ask' && bug.reportIds.length === 0)
    throw new Refusal(
      'invalid',
      'No person reported this bug, so there is nobody to ask. Write a note instead.',
    );
  const { actor } = request;
  // A question is told in the conversation, not a second time as the reason of the step.
  const reason = way.needs.includes('question') ? null : request.reason?.trim() || null;
  if (way.name === 'close-duplicate')
    return mergeBug(tx, { bug, parent: request.parent ?? '', actor, reason }, now);
  if (bug.state === 'duplicate') return undoMerge(tx, { bug, actor, reason }, now);
  await applyTransition(tx, { bug, transition: way, actor, content: reason === null ? {} : { reason } }, now);
  if (way.name === 'ask' && request.question) await askReporters(tx, bug, request.question, actor, now);
}

async function lockFor(tx: Tx, request: TransitionRequest): Promise<LoadedBug> {
  const seen = await loadBugById(tx, request.bugId);
  if (!seen) throw notFound('bug');
  if (request.name === 'close-duplicate') return lockForMerge(tx, seen, request.parent ?? '');
  if (seen.state === 'duplicate') return lockForUndo(tx, seen);
  const bug = await lockBug(tx, seen.id);
  // Merged between the two looks: undoing that needs more than this one lock.
  if (bug.state === 'duplicate') expectVersion(bug, seen.version);
  return bug;
}

/** Whether the actor is one of those the table names for this way. */
export function mayTake(
  actor: Actor,
  { who }: Transition,
  bug: LoadedBug,
  report: ReportObject | null,
): boolean {
  return who.some((part) => {
    if (part === 'triager') return can(actor, 'bug.triage', bug.object);
    if (part === 'developer') return can(actor, 'bug.fix', bug.object);
    if (part === 'system') return actor.type === 'system';
    return report !== null && bug.reportIds.includes(report.id) && can(actor, 'report.edit', report);
  });
}

function requireNeed(need: TransitionNeed, { reason, question, parent }: TransitionRequest): void {
  const given = { reason, question: question?.markdown, parent }[need];
  if (given?.trim()) return;
  const message = {
    reason: 'Please give a reason; the reporter reads it.',
    question: 'Please write what you need to know; the reporter answers it.',
    parent: 'Please name the bug this one duplicates, such as ACME-7.',
  }[need];
  throw new Refusal('invalid', message, { fields: [{ path: need, message }] });
}

const wrongTransition = (bug: LoadedBug, name: string): Refusal =>
  new Refusal(
    'wrong-transition',
    `${bug.name} is ${bug.state}, and from there "${name}" is not possible. Somebody may have been faster: look at it again.`,
  );

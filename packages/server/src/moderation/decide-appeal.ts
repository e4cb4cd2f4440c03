import { findTransition } from '@bugheist/bug/transitions';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { PersonActor } from '../permission/actor.ts';
import { applyTransition } from '../queue/apply-transition.ts';
import { loadBugById, lockBug } from '../queue/load-bug.ts';
import { lockForUndo } from '../queue/lock-family.ts';
import { recordEvent } from '../queue/record-event.ts';
import { releaseBug } from '../queue/release-bug.ts';
import { undoMerge } from '../queue/undo-merge.ts';
import { notFound, Refusal } from '../refusal.ts';
import { moderationWords as words } from '../words/moderation.ts';
import { decisionBefore, hasOtherModerator, lockAppeal, settleAppeal } from './store.ts';

export interface AppealDecision {
  appealId: string;
  outcome: 'upheld' | 'rejected';
  /** What the appellant reads. */
  answer: string;
  actor: PersonActor;
}

/**
 * Answers an appeal; an upheld one opens the bug again. Nobody judges their own decision or their own appeal while
 * there is somebody else to do it. The caller has checked `instance.moderate`.
 */
export async function decideAppeal(tx: Tx, decision: AppealDecision, now: Date): Promise<void> {
  const { actor, outcome, answer } = decision;
  const appeal = await lockAppeal(tx, decision.appealId);
  if (appeal === null) throw notFound('appeal');
  if (appeal.outcome !== null) throw new Refusal('conflict', words.decidedAlready);
  if (appeal.personId === actor.id) throw new Refusal('forbidden', words.ownAppeal);
  const made = appeal.bugId === null ? null : await decisionBefore(tx, appeal.bugId, appeal.createdAt);
  if (made?.actorId === actor.id && (await hasOtherModerator(tx, [actor.id, appeal.personId])))
    throw new Refusal('forbidden', words.ownDecision);
  await settleAppeal(tx, appeal.id, { outcome, answer, decidedBy: actor.id, decidedAt: now });
  if (outcome === 'upheld' && appeal.bugId !== null) await openAgain(tx, appeal.bugId, decision, now);
  if (appeal.bugId !== null) await tellOutcome(tx, appeal.bugId, appeal.personId, decision, now);
  const content = { outcome, bug: appeal.bugId };
  await recordAudit(
    tx,
    { actor, action: 'appeal.decide', objectType: 'appeal', objectId: appeal.id, content },
    now,
  );
}

/** The appellant hears that there is an answer, which stands on their report; so do those who work on the bug. */
async function tellOutcome(
  tx: Tx,
  bugId: string,
  appellant: string | null,
  { actor, outcome }: AppealDecision,
  now: Date,
): Promise<void> {
  const bug = await loadBugById(tx, bugId);
  if (bug === null) throw notFound('bug');
  const tells = appellant === null ? [] : [appellant];
  await recordEvent(tx, { bug, type: `appeal-${outcome}`, actor, audience: 'reporter', tells }, now);
}

async function openAgain(tx: Tx, bugId: string, { actor, answer }: AppealDecision, now: Date): Promise<void> {
  const seen = await loadBugById(tx, bugId);
  if (seen === null) throw notFound('bug');
  if (seen.state === 'duplicate')
    return undoMerge(tx, { bug: await lockForUndo(tx, seen), actor, reason: answer }, now);
  if (seen.heldAt !== null) await releaseBug(tx, bugId, actor, now);
  const bug = await lockBug(tx, bugId);
  const transition = findTransition(bug.state, 'reopen');
  // Reopened meanwhile by those who work on it: nothing is left to undo.
  if (transition) await applyTransition(tx, { bug, transition, actor, content: { reason: answer } }, now);
}

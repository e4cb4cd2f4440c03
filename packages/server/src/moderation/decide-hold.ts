import { findTransition } from '@bugheist/bug/transitions';
import { blockPerson } from '../account/standing.ts';
import { accountById } from '../account/store/people.ts';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { PersonActor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { applyTransition } from '../queue/apply-transition.ts';
import { type LoadedBug, lockBug } from '../queue/load-bug.ts';
import { releaseBug } from '../queue/release-bug.ts';
import { notFound, Refusal } from '../refusal.ts';
import { moderationWords as words } from '../words/moderation.ts';
import { lockHold, settleHold } from './store.ts';

export interface HoldDecision {
  holdId: string;
  outcome: 'released' | 'spam';
  /** Why; the reporter of spam reads it. Empty for a release that needs no words. */
  reason: string;
  /** Spam only: its reporters may no longer write. */
  block: boolean;
  actor: PersonActor;
}

/**
 * Ends a hold. What is released goes to its organization; spam is closed and stays out of everybody's sight but its
 * reporter's and the moderators', who may have to look again. The caller has checked `instance.moderate`.
 */
export async function decideHold(tx: Tx, decision: HoldDecision, now: Date): Promise<LoadedBug> {
  const { actor, outcome, reason } = decision;
  const hold = await lockHold(tx, decision.holdId);
  if (hold === null) throw notFound('hold');
  if (hold.outcome !== null) throw new Refusal('conflict', words.decidedAlready);
  const bug = await lockBug(tx, hold.bugId);
  if (!can(actor, 'bug.moderate', bug.object)) throw new Refusal('conflict', words.decidedAlready);
  if (bug.reporterIds.includes(actor.id)) throw new Refusal('forbidden', words.ownReport);
  if (outcome === 'spam' && reason === '') throw needsReason();
  const settled = { outcome, decidedBy: actor.id, decidedAt: now, decisionReason: reason || null };
  await settleHold(tx, hold.id, settled);
  if (outcome === 'released') await releaseBug(tx, bug.id, actor, now);
  if (outcome === 'spam') await closeAsSpam(tx, bug, decision, now);
  const content = { hold: hold.id, outcome };
  await recordAudit(
    tx,
    { actor, action: 'hold.decide', objectType: 'bug', objectId: bug.name, content },
    now,
  );
  return bug;
}

async function closeAsSpam(tx: Tx, bug: LoadedBug, { actor, reason, block }: HoldDecision, now: Date) {
  const transition = findTransition(bug.state, 'close-spam');
  // Withdrawn by its reporter in the meantime: closed it is.
  if (transition) await applyTransition(tx, { bug, transition, actor, content: { reason } }, now);
  if (!block) return;
  for (const personId of new Set(bug.reporterIds)) await blockReporter(tx, { personId, actor, reason }, now);
}

/** Staff is not blocked in passing: taking a role from somebody is an administrator's deliberate act. */
async function blockReporter(
  tx: Tx,
  { personId, actor, reason }: { personId: string; actor: PersonActor; reason: string },
  now: Date,
): Promise<void> {
  const account = await accountById(tx, personId);
  if (account === null || account.blockedAt !== null) return;
  if (account.staff !== null) throw new Refusal('forbidden', words.blocksStaff);
  await blockPerson(tx, { personId, reason, actor }, now);
}

const needsReason = (): Refusal =>
  new Refusal('invalid', words.reasonNeeded, { fields: [{ path: 'reason', message: words.reasonNeeded }] });

import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { guardWords as words } from '../words/guard.ts';
import { type DecisionRow, decisionsById, updateDecision } from './store/decisions.ts';
import { announce } from './store/news.ts';
import { lockPerimeter, takeChanges } from './store/perimeters.ts';

export interface ByHand {
  perimeterId: string;
  id: string;
  actor: Actor;
  /** The person's handle, which the guards write into their journals. */
  by: string;
}

/**
 * Takes a decision back; every guard of the perimeter follows at its next look. The caller has checked permission. Null
 * when there is no such decision. Throws `conflict` when it is over already.
 */
export async function endDecision(
  tx: Tx,
  { perimeterId, id, actor, by, why }: ByHand & { why: string },
  now: Date,
): Promise<DecisionRow | null> {
  const decision = await lockDecision(tx, perimeterId, id);
  if (!decision) return null;
  if (decision.endedAt !== null || decision.endsAt <= now) throw new Refusal('conflict', words.isOver);
  const change = await takeChanges(tx, perimeterId, 1);
  await updateDecision(tx, perimeterId, id, { endedAt: now, endedBy: by, endedWhy: why, change });
  await settle(tx, { perimeterId, id, actor, action: 'guard.end-decision', content: { why } }, now);
  return decision;
}

/** Agrees to a decision that was held because there were too many at once. As `endDecision` otherwise. */
export async function confirmDecision(
  tx: Tx,
  { perimeterId, id, actor, by }: ByHand,
  now: Date,
): Promise<DecisionRow | null> {
  const decision = await lockDecision(tx, perimeterId, id);
  if (!decision) return null;
  if (decision.endedAt !== null || decision.endsAt <= now) throw new Refusal('conflict', words.isOver);
  if (!decision.held) throw new Refusal('conflict', words.isConfirmed);
  const change = await takeChanges(tx, perimeterId, 1);
  await updateDecision(tx, perimeterId, id, { held: false, confirmedAt: now, confirmedBy: by, change });
  await settle(tx, { perimeterId, id, actor, action: 'guard.confirm-decision', content: {} }, now);
  return decision;
}

async function lockDecision(tx: Tx, perimeterId: string, id: string): Promise<DecisionRow | null> {
  await lockPerimeter(tx, perimeterId);
  const [decision] = await decisionsById(tx, perimeterId, [id]);
  return decision ?? null;
}

async function settle(
  tx: Tx,
  given: {
    perimeterId: string;
    id: string;
    actor: Actor;
    action: string;
    content: Record<string, unknown>;
  },
  now: Date,
): Promise<void> {
  const { perimeterId, id: objectId, actor, action, content } = given;
  await recordAudit(tx, { actor, action, objectType: 'decision', objectId, content }, now);
  await announce(tx, perimeterId);
}

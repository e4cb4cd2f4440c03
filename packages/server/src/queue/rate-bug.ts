import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { expectVersion } from './expect-version.ts';
import { lockBug } from './load-bug.ts';
import { ratingColumns } from './open-bug.ts';
import { recordEvent } from './record-event.ts';
import type { Rating } from './sighting.ts';
import { changeBug } from './store/bugs.ts';

export interface RatingChange {
  bugId: string;
  /** Null takes the rating back. */
  rating: Rating | null;
  /** Plain text; the reporter reads it. */
  reason: string;
  actor: Actor;
  expectedVersion: number | null;
}

/** Sets how bad a bug is, and says why. The caller has checked `bug.triage`. The same rating again is nothing. */
export async function rateBug(
  tx: Tx,
  { bugId, rating, reason, actor, expectedVersion }: RatingChange,
  now: Date,
) {
  const bug = await lockBug(tx, bugId);
  expectVersion(bug, expectedVersion);
  const change = ratingColumns(rating);
  if (change.severity === bug.severity && change.cvssVector === bug.cvssVector) return;
  if (reason.trim() === '') {
    const message = 'Please say why the severity changes; the reporter reads it.';
    throw new Refusal('invalid', message, { fields: [{ path: 'reason', message }] });
  }
  await changeBug(tx, bug.id, change, now);
  const content = {
    from: { severity: bug.severity, score: bug.cvssScore, vector: bug.cvssVector },
    to: { severity: change.severity, score: change.cvssScore, vector: change.cvssVector },
    reason: reason.trim(),
  };
  await recordEvent(tx, { bug, type: 'rated', actor, audience: 'reporter', content, tells: [] }, now);
  const { from, to } = content;
  const objectId = bug.name;
  await recordAudit(
    tx,
    { actor, action: 'bug.rate', objectType: 'bug', objectId, content: { from, to } },
    now,
  );
}

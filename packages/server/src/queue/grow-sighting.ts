import type { Tx } from '../db/transaction.ts';
import { reopenBug } from './attach-sighting.ts';
import { lockBug } from './load-bug.ts';
import type { IncidentSighting } from './sighting.ts';
import { noteSeen } from './store/bugs.ts';
import { bugOfSighting, replaceEvidence } from './store/sightings.ts';
import { evidenceOf } from './store-sighting.ts';

/**
 * An incident that was filed earlier went on: its evidence is replaced, and nobody is told again. A bug that was resolved
 * meanwhile reopens. Returns the bug it stands under now. The caller holds the organization's lock.
 */
export async function growSighting(
  tx: Tx,
  sightingId: string,
  sighting: IncidentSighting,
  now: Date,
): Promise<string> {
  const { seenAt, place } = sighting;
  const bug = await lockBug(tx, await bugOfSighting(tx, sightingId));
  await replaceEvidence(tx, sightingId, { seenAt, place, evidence: evidenceOf(sighting) });
  await noteSeen(tx, bug.id, { source: 'guard', at: seenAt });
  const isAfterwards = bug.closedAt !== null && seenAt > bug.closedAt;
  if (bug.state === 'resolved' && isAfterwards && sighting.urgency?.type !== 'noise')
    await reopenBug(tx, bug, sighting, now);
  return bug.id;
}

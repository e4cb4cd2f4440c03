import type { Fingerprint, FingerprintScheme } from '@bugheist/bug/fingerprint';
import type { Tx } from '../db/transaction.ts';
import type { MachineSighting } from './sighting.ts';
import { bugsLastSeenIn, bugsWithFingerprint } from './store/sightings.ts';

export type Match =
  | { found: 'none' }
  | { found: 'one'; bugId: string }
  /** Several bugs could be meant: none is chosen. */
  | { found: 'several'; bugIds: readonly string[] };

/**
 * From the surest way to recognise a bug to the least sure; the values carry the rule (and, but for `renamed`, the
 * path). Several schemes of one stage count together, as the aliases of one advisory do.
 */
const stages: readonly (readonly FingerprintScheme[])[] = [
  ['place', 'url', 'secret', 'resource'],
  ['tool'],
  ['line'],
  ['context'],
  ['renamed'],
  ['package'],
];

/** The bug a machine's sighting is of. The first stage that knows any decides; ambiguity is never resolved by guessing. */
export async function matchSighting(tx: Tx, sighting: MachineSighting): Promise<Match> {
  for (const stage of stages) {
    const fingerprints = sighting.fingerprints.filter(({ scheme }) => stage.includes(scheme));
    const bugIds = await candidates(tx, sighting, stage, fingerprints);
    const [first] = bugIds;
    if (first === undefined) continue;
    return bugIds.length === 1 ? { found: 'one', bugId: first } : { found: 'several', bugIds };
  }
  return { found: 'none' };
}

async function candidates(
  tx: Tx,
  { organizationId, assetId, renamedFrom }: MachineSighting,
  stage: readonly FingerprintScheme[],
  fingerprints: readonly Fingerprint[],
): Promise<string[]> {
  const bugIds = await bugsWithFingerprint(tx, { organizationId, assetId, fingerprints });
  return stage.includes('renamed') ? bugsLastSeenIn(tx, bugIds, renamedFrom) : bugIds;
}

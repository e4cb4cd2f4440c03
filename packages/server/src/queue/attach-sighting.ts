import { sourceOf } from '@bugheist/bug/sighting';
import { findTransition } from '@bugheist/bug/transitions';
import type { Tx } from '../db/transaction.ts';
import { system } from '../permission/actor.ts';
import { applyTransition } from './apply-transition.ts';
import type { Filed } from './file-sighting.ts';
import { type LoadedBug, lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { type MachineSighting, machineName } from './sighting.ts';
import { noteSeen } from './store/bugs.ts';
import { headOf } from './store/merges.ts';
import { storeSighting } from './store-sighting.ts';

/**
 * Adds a machine's sighting to a bug (a duplicate's goes to its parent). A resolved bug reopens: the fix did not hold.
 * A closed one stays as people decided, and nobody is bothered.
 */
export async function attachSighting(
  tx: Tx,
  sighting: MachineSighting,
  bugId: string,
  now: Date,
): Promise<Filed> {
  const bug = await lockHead(tx, bugId);
  const sightingId = await storeSighting(tx, sighting, { bugId: bug.id, reportId: null }, now);
  await noteSeen(tx, bug.id, { source: sourceOf(sighting), at: sighting.seenAt });
  const isNewSource = !bug.sources.includes(sourceOf(sighting));
  const reopens = bug.state === 'resolved' && sighting.urgency?.type !== 'noise';
  if (reopens) await reopenBug(tx, bug, sighting, now);
  else if (isNewSource)
    await recordEvent(
      tx,
      {
        bug,
        type: 'seen',
        actor: system,
        audience: 'members',
        content: { source: machineName(sighting) },
        tells: null,
      },
      now,
    );
  const outcome = reopens ? 'reopened' : 'attached';
  return { outcome, bugId: bug.id, name: bug.name, sightingId, reportId: null, possiblySame: [] };
}

/** A machine saw a resolved bug again. */
export async function reopenBug(tx: Tx, bug: LoadedBug, sighting: MachineSighting, now: Date): Promise<void> {
  const transition = findTransition(bug.state, 'reopen');
  if (!transition) throw new Error(`Expected a way to reopen a bug from ${bug.state}, the table has none.`);
  await applyTransition(
    tx,
    { bug, transition, actor: system, content: { seenBy: machineName(sighting) } },
    now,
  );
}

/** The bug that stands for this one: itself, or what it was merged into. The organization's lock keeps merges out. */
async function lockHead(tx: Tx, bugId: string): Promise<LoadedBug> {
  return lockBug(tx, await headOf(tx, bugId));
}

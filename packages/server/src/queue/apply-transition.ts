import { closes, type Transition } from '@bugheist/bug/transitions';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { type Actor, system } from '../permission/actor.ts';
import type { LoadedBug } from './load-bug.ts';
import { loadBugsById } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { type BugChange, changeBug } from './store/bugs.ts';
import { duplicatesOf } from './store/merges.ts';

export interface AppliedTransition {
  bug: LoadedBug;
  transition: Transition;
  actor: Actor;
  /** What the event tells beside from and to. Reporters read it. */
  content?: Record<string, unknown>;
  /** Columns that change with the state. */
  change?: BugChange;
}

/**
 * Moves a locked bug along a transition whose needs and permission were checked, with its event, its audit entry, and
 * a word to everybody who follows it or a duplicate of it.
 */
export async function applyTransition(tx: Tx, applied: AppliedTransition, now: Date): Promise<void> {
  const { bug, transition, actor } = applied;
  const step = { name: transition.name, from: bug.state, to: transition.to };
  await changeBug(
    tx,
    bug.id,
    {
      ...applied.change,
      state: transition.to,
      stateChangedAt: now,
      closedAt: closes(transition) ? now : null,
    },
    now,
  );
  await recordEvent(
    tx,
    {
      bug,
      type: 'transition',
      actor,
      audience: 'reporter',
      content: { ...step, ...applied.content },
      tells: [],
    },
    now,
  );
  await recordAudit(
    tx,
    { actor, action: 'bug.transition', objectType: 'bug', objectId: bug.name, content: step },
    now,
  );
  await tellDuplicates(tx, bug, transition, now);
}

/** Whoever reported a duplicate learns of the parent's number and state, and of nothing else. */
async function tellDuplicates(tx: Tx, bug: LoadedBug, { to }: Transition, now: Date): Promise<void> {
  const duplicates = await loadBugsById(tx, await duplicatesOf(tx, bug.id));
  for (const duplicate of duplicates)
    await recordEvent(
      tx,
      {
        bug: duplicate,
        type: 'parent-changed',
        actor: system,
        audience: 'reporter',
        content: { parent: bug.name, to },
        tells: [],
      },
      now,
    );
}

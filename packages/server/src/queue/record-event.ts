import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { type ActorKind, actingAs } from './acting-as.ts';
import { insertEvents } from './store/events.ts';
import { type Tellable, tellPeople } from './tell-people.ts';

/** Everything that can happen to a bug. */
type EventType =
  | 'filed'
  | 'held'
  | 'released'
  | 'seen'
  | 'possibly-same'
  | 'transition'
  | 'parent-changed'
  | 'assigned'
  | 'rated'
  | 'weakness-set'
  | 'details-changed'
  | 'labelled'
  | 'commented'
  | 'noted'
  | 'mentioned'
  | 'merged'
  | 'merged-in'
  | 'unmerged'
  | 'unmerged-out'
  | 'published'
  | 'unpublished'
  | 'report-edited'
  | 'adopted';

export interface BugHappening {
  bug: Tellable;
  type: EventType;
  actor: Actor;
  /** Signed with this part instead of the one the actor usually has. */
  actorKind?: ActorKind;
  /** Whether reporters see it, or members only. */
  audience: 'reporter' | 'members';
  /** Numbers, states and ids; no address, no secret, and nothing internal where reporters see it. */
  content?: Record<string, unknown>;
  /** Who hears of it beside the bug's watchers; null when nobody is to be told. */
  tells: readonly string[] | null;
}

/** Writes what happened in the caller's transaction and tells whoever follows the bug and may know. */
export async function recordEvent(tx: Tx, happening: BugHappening, now: Date): Promise<void> {
  const { bug, type, actor, audience, content = {} } = happening;
  await insertEvents(tx, [
    {
      id: newId(now),
      bugId: bug.id,
      type,
      actorId: personId(actor),
      actorKind: happening.actorKind ?? actingAs(actor, bug.object),
      at: now,
      audience,
      content,
    },
  ]);
  if (happening.tells !== null)
    await tellPeople(tx, { bug, type, actor, audience, content, also: happening.tells }, now);
}

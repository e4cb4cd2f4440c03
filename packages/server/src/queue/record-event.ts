import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, personId } from '../permission/actor.ts';
import type { BugObject } from '../permission/object.ts';
import { type ActorKind, actingAs } from './acting-as.ts';
import { insertEvent } from './store/events.ts';
import { announceEvent, insertOutbox } from './store/outbox.ts';

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
  | 'attacked'
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
  | 'disclosure-requested'
  | 'disclosure-declined'
  | 'disclosure-withdrawn'
  | 'report-edited'
  | 'adopted'
  | 'appeal-upheld'
  | 'appeal-rejected';

/** A bug as far as telling of it goes. */
interface Tellable {
  id: string;
  object: BugObject;
}

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
  /** Who is named in what was written. */
  mentions?: readonly string[];
}

/** Writes what happened, and puts it out for whoever listens, in the caller's transaction. */
export async function recordEvent(tx: Tx, happening: BugHappening, now: Date): Promise<void> {
  const { bug, type, actor, audience, content = {}, tells, mentions = [] } = happening;
  const id = newId(now);
  await insertEvent(tx, {
    id,
    bugId: bug.id,
    type,
    actorId: personId(actor),
    actorKind: happening.actorKind ?? actingAs(actor, bug.object),
    at: now,
    audience,
    content,
  });
  await insertOutbox(tx, { eventId: id, tells: tells && [...tells], mentions: [...mentions] });
  await announceEvent(tx, { id, bugId: bug.id, organizationId: bug.object.organization.id, audience });
}

import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, type PersonActor, personId } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import type { BugObject } from '../permission/object.ts';
import { insertNotifications, type Listener, watchersOf } from './store/events.ts';

/** A bug as far as telling people of it goes. */
export interface Tellable {
  id: string;
  object: BugObject;
}

export interface Telling {
  bug: Tellable;
  type: string;
  actor: Actor;
  audience: 'reporter' | 'members';
  content: Record<string, unknown>;
  /** People beside the watchers. */
  also: readonly string[];
}

/**
 * A notification for everybody who watches the bug or is assigned to it, and for those named, except whoever did it
 * and whoever may not read it. Nobody but moderators and the reporter hears of a held bug.
 */
export async function tellPeople(tx: Tx, telling: Telling, now: Date): Promise<void> {
  const { bug, also } = telling;
  const listeners = await watchersOf(tx, bug.id, also);
  await tellListeners(tx, listeners, telling, now);
}

/** As `tellPeople`, to exactly these. */
export async function tellListeners(
  tx: Tx,
  listeners: readonly Listener[],
  { bug, type, actor, audience, content }: Omit<Telling, 'also'>,
  now: Date,
): Promise<void> {
  const told = listenersWhoMay(listeners, { bug, type, actor, audience });
  await insertNotifications(
    tx,
    told.map(({ id }) => ({ id: newId(now), personId: id, bugId: bug.id, type, content, createdAt: now })),
  );
}

/** Those among them who may know of it; never whoever did it. */
export const listenersWhoMay = (
  listeners: readonly Listener[],
  { bug, type, actor, audience }: Pick<Telling, 'bug' | 'type' | 'actor' | 'audience'>,
): Listener[] =>
  listeners.filter(
    (listener) => listener.id !== personId(actor) && mayHear(listener, bug.object, { type, audience }),
  );

/** What a stranger who follows a disclosed bug is told; everything else is between reporters and members. */
const publicTypes: ReadonlySet<string> = new Set(['transition', 'published']);

function mayHear(
  listener: Listener,
  bug: BugObject,
  { type, audience }: Pick<Telling, 'type' | 'audience'>,
): boolean {
  const actor = listenerAsActor(listener, bug);
  if (audience === 'members') return can(actor, 'bug.read-internal', bug);
  return can(actor, 'bug.read', publicTypes.has(type) ? bug : { ...bug, disclosure: 'private' });
}

/** Somebody as `can` sees them, as far as this bug goes. */
export const listenerAsActor = (listener: Listener, bug: BugObject): PersonActor => ({
  type: 'person',
  id: listener.id,
  staff: listener.staff,
  roles: new Map(listener.role === null ? [] : [[bug.organization.id, listener.role]]),
  blocked: listener.blocked,
  scopes: null,
});

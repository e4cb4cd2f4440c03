import type { PersonActor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import type { BugObject } from '../permission/object.ts';
import type { Listener } from './store/events.ts';

interface Telling {
  bug: { object: BugObject };
  type: string;
  /** Whoever did it is not told. */
  actorId: string | null;
  audience: 'reporter' | 'members';
}

/** Those among them who may know of it; never whoever did it. Nobody but moderators and the reporter hears of a held bug. */
export const listenersWhoMay = (
  listeners: readonly Listener[],
  { bug, type, actorId, audience }: Telling,
): Listener[] =>
  listeners.filter(
    (listener) => listener.id !== actorId && mayHear(listener, bug.object, { type, audience }),
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

import type { Actor, PersonActor } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';

/** Whoever a token acts for. Throws `unauthenticated` where none was sent. */
export function requirePerson(actor: Actor): PersonActor {
  if (actor.type === 'person') return actor;
  throw new Refusal('unauthenticated', 'Send an API token: Authorization: Bearer bh_…', {
    headers: { 'www-authenticate': 'Bearer' },
  });
}

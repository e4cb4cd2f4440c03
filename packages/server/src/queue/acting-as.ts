import type { Actor } from '../permission/actor.ts';
import type { BugObject } from '../permission/object.ts';

/** In what part somebody acts on a bug; what events and comments are signed with. */
export type ActorKind = 'reporter' | 'member' | 'staff' | 'system';

/** A member who reported the bug themselves still acts as a member: they see the inside. */
export function actingAs(actor: Actor, bug: BugObject): ActorKind {
  if (actor.type === 'system' || actor.type === 'guard') return 'system';
  if (actor.type !== 'person') return 'reporter';
  if (actor.roles.has(bug.organization.id)) return 'member';
  if (actor.staff !== null && !bug.reporterIds.includes(actor.id)) return 'staff';
  return 'reporter';
}

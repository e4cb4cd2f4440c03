import type { Actor } from '../permission/actor.ts';
import { type Action, can, type ObjectOf } from '../permission/can.ts';
import { instance } from '../permission/object.ts';
import type { AnyRoute } from './route.ts';

/** Actions about the instance as a whole: their routes need no object. */
const aboutInstance: readonly Action[] = [
  'instance.read',
  'instance.moderate',
  'instance.administer',
  'report.create',
  'account.use',
];

export const needsObject = (action: Action): boolean => !aboutInstance.includes(action);

/** The object a route's permission is judged on. */
export const objectOf = (route: AnyRoute, loaded: unknown): ObjectOf<Action> =>
  route.object ? route.object(loaded) : instance;

/** Whether somebody who may not act on an object may not even know that it exists. */
export function isConcealed(actor: Actor, object: ObjectOf<Action>): boolean {
  if (object.type === 'bug') return !can(actor, 'bug.read', object);
  if (object.type === 'report') return !can(actor, 'report.read', object);
  if (object.type === 'person') return !can(actor, 'person.read', object);
  return false;
}

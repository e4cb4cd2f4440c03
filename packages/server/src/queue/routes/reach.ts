import { organizationBySlug } from '../../organization/store/organizations.ts';
import type { Actor } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { notFound } from '../../refusal.ts';
import type { Tx } from '../../web/register.ts';
import type { QueueFilter } from '../queue-filter.ts';
import { wholeReach } from '../read-queue.ts';
import type { Reach } from '../store/queue-conditions.ts';

/** What of the actor's reach the filter asks for; nothing for nobody. Throws `not-found` for an organization outside of it. */
export async function withinReach(tx: Tx, actor: Actor, { organization }: QueueFilter): Promise<Reach> {
  if (actor.type !== 'person') return { organizationIds: [], unstaffed: false };
  if (organization === null) return wholeReach(tx, actor);
  const chosen = await organizationBySlug(tx, organization);
  const object = chosen && {
    type: 'organization' as const,
    id: chosen.id,
    staffed: chosen.staffedAt !== null,
  };
  if (!object || !can(actor, 'organization.queue', object)) throw notFound('organization');
  return { organizationIds: [object.id], unstaffed: false };
}

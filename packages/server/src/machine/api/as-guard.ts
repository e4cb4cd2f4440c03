import type { Actor } from '../../permission/actor.ts';
import type { OrganizationObject } from '../../permission/object.ts';
import { Refusal } from '../../refusal.ts';
import type { Tx } from '../../web/register.ts';
import { guardWords as words } from '../../words/guard.ts';
import { type GuardRow, guardById } from '../store/guards.ts';

export interface AsGuard {
  guard: GuardRow;
  organizationId: string;
}

/** What every address for guards has in common: a guard speaks for the organization of its token, and for no other. */
export const asGuard = {
  actor: 'bearer',
  permission: 'guard.exchange',
  load: async ({ tx, actor }: { tx: Tx; actor: Actor }): Promise<AsGuard | null> => {
    if (actor.type === 'anonymous')
      throw new Refusal('unauthenticated', words.needsGuardToken, {
        headers: { 'www-authenticate': 'Bearer' },
      });
    if (actor.type !== 'guard') throw new Refusal('forbidden', words.needsGuardToken);
    const guard = await guardById(tx, actor.id);
    return guard && { guard, organizationId: actor.organizationId };
  },
  object: ({ organizationId }: AsGuard): OrganizationObject => ({
    type: 'organization',
    id: organizationId,
    staffed: true,
  }),
} as const;

export const tag = 'Guards';

import { z } from 'zod';
import { organizationBySlug } from '../../organization/store/organizations.ts';
import { type InstanceObject, instance, type OrganizationObject } from '../../permission/object.ts';
import { type Url, urls } from '../../urls.ts';
import type { Tx } from '../../web/register.ts';
import { type PerimeterRow, perimeterOf } from '../store/perimeters.ts';
import { organizationLinks, ownLinks, type WatchLinks } from '../views/watch-links.ts';

/** The perimeter a page is about; null while it has no guard. */
export interface Watched {
  perimeter: PerimeterRow | null;
  links: WatchLinks;
  object: OrganizationObject | InstanceObject;
}

/** An organization's pages and this server's are the same, at other addresses and for other people. */
export interface WatchScope {
  urls: Record<'page' | 'news' | 'addresses' | 'decision' | 'ending' | 'confirmation', Url>;
  permission: 'guard.watch' | 'instance.moderate';
  params: z.ZodType<{ slug: string; id: string }>;
  load(given: { tx: Tx; params: { slug: string } }): Promise<Watched | null>;
}

const params = z.object({ slug: z.string().max(63).default(''), id: z.string().max(100).default('') });

export const organizationScope: WatchScope = {
  urls: {
    page: urls.organizationGuard,
    news: urls.organizationGuardNews,
    addresses: urls.organizationGuardAddresses,
    decision: urls.organizationGuardDecision,
    ending: urls.organizationGuardEnding,
    confirmation: urls.organizationGuardConfirmation,
  },
  permission: 'guard.watch',
  params,
  load: async ({ tx, params: { slug } }) => {
    const organization = await organizationBySlug(tx, slug);
    if (!organization) return null;
    const { id, staffedAt } = organization;
    return {
      perimeter: await perimeterOf(tx, id),
      links: organizationLinks(organization),
      object: { type: 'organization', id, staffed: staffedAt !== null },
    };
  },
};

export const ownScope: WatchScope = {
  urls: {
    page: urls.adminGuard,
    news: urls.adminGuardNews,
    addresses: urls.adminGuardAddresses,
    decision: urls.adminGuardDecision,
    ending: urls.adminGuardEnding,
    confirmation: urls.adminGuardConfirmation,
  },
  permission: 'instance.moderate',
  params,
  load: async ({ tx }) => ({ perimeter: await perimeterOf(tx, null), links: ownLinks, object: instance }),
};

import { link, urls } from '../../urls.ts';
import type { Crumb } from '../../web/components/breadcrumbs.tsx';
import { guardWords as words } from '../../words/guard.ts';

/** Where the pages of one perimeter are: an organization's, or this server's own. */
export interface WatchLinks {
  title: string;
  lede: string;
  breadcrumbs: readonly Crumb[];
  page: string;
  news: string;
  addresses: string;
  decision(id: string): string;
  ending(id: string): string;
  confirmation(id: string): string;
  /** Where guards are added; null for this server, whose guard needs no token. */
  machines: string | null;
}

export const organizationLinks = ({ slug, name }: { slug: string; name: string }): WatchLinks => ({
  title: words.title,
  lede: words.lede,
  breadcrumbs: [{ href: link(urls.organization, { slug }), label: name }],
  page: link(urls.organizationGuard, { slug }),
  news: link(urls.organizationGuardNews, { slug }),
  addresses: link(urls.organizationGuardAddresses, { slug }),
  decision: (id) => link(urls.organizationGuardDecision, { slug, id }),
  ending: (id) => link(urls.organizationGuardEnding, { slug, id }),
  confirmation: (id) => link(urls.organizationGuardConfirmation, { slug, id }),
  machines: link(urls.organizationGuardMachines, { slug }),
});

export const ownLinks: WatchLinks = {
  title: words.ownTitle,
  lede: words.ownLede,
  breadcrumbs: [],
  page: urls.adminGuard,
  news: urls.adminGuardNews,
  addresses: urls.adminGuardAddresses,
  decision: (id) => link(urls.adminGuardDecision, { id }),
  ending: (id) => link(urls.adminGuardEnding, { id }),
  confirmation: (id) => link(urls.adminGuardConfirmation, { id }),
  machines: null,
};

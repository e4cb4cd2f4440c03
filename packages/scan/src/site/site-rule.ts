import type { RuleCard } from '../engine/rule.ts';
import type { Exchange, Site } from './exchange.ts';

export interface SitePlace {
  readonly url: URL;
  readonly message: string;
  readonly fix?: string;
  readonly severity?: RuleCard['severity'];
  readonly confidence?: RuleCard['confidence'];
  readonly evidence?: string;
  /** The header, cookie or file that is meant, when several things at one address can hit. */
  readonly parameter?: string;
}

/** A rule about a running site. Its examples are answers: `GET /path` to the text of the response. */
export interface SiteRule extends RuleCard {
  checkSite(site: Site, report: (place: SitePlace) => void): void;
}

export const siteRule = (rule: SiteRule): SiteRule => rule;

/** A rule that looks at every page by itself. */
export const pageRule = (
  rule: RuleCard & {
    checkPage(page: Exchange, report: (place: Omit<SitePlace, 'url'>) => void, site: Site): void;
  },
): SiteRule => ({
  ...rule,
  checkSite(site, report) {
    for (const page of site.exchanges)
      if (page.purpose === 'page' && page.status < 400)
        rule.checkPage(page, (place) => report({ url: page.url, ...place }), site);
  },
});

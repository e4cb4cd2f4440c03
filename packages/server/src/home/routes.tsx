import { parseBugNumber } from '@bugheist/bug/bug';
import { z } from 'zod';
import { can } from '../permission/can.ts';
import { link, urls } from '../urls.ts';
import { formatOf } from '../web/format-of.ts';
import { page, redirect, text } from '../web/reply.ts';
import { type AnyRoute, route } from '../web/route.ts';
import { helpWords } from '../words/help.ts';
import { homeWords as words } from '../words/home.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { rssFeed, sitemap } from './feed.ts';
import { loadOrganizationPage, organizationObject, pageSize } from './organization-page.ts';
import { instanceNumbers } from './store/numbers.ts';
import { findPublicOrganization, listOrganizations, listSitemap } from './store/organizations.ts';
import { findProfile } from './store/profiles.ts';
import {
  listCreditedBugs,
  listPublicBugs,
  type PublicBug,
  searchPeople,
  searchPublicBugs,
} from './store/public-bugs.ts';
import { DirectoryPage } from './views/directory-page.tsx';
import { HelpPage } from './views/help-page.tsx';
import { HomePage } from './views/home-page.tsx';
import { OrganizationPage } from './views/organization-page.tsx';
import { ProfilePage } from './views/profile-page.tsx';
import { SearchPage } from './views/search-page.tsx';

/** What anybody may look at: the front page, the directory, organizations, people, search and feeds. */
export function homeRoutes({ baseUrl }: { baseUrl: string }): readonly AnyRoute[] {
  const absolute = (path: string) => `${baseUrl}${path}`;
  const feedItem = ({ number, title, organizationName, publishedAt, kind }: PublicBug) => ({
    title: `${number}: ${title}`,
    url: absolute(link(urls.bug, { number })),
    publishedAt,
    summary: `${organizationName}, ${kind}`,
  });

  return [
    route({
      method: 'GET',
      url: urls.home,
      actor: 'cookie',
      permission: 'instance.read',
      handle: async (context) => {
        const [numbers, recent] = [
          await instanceNumbers(context.tx, context.now),
          await listPublicBugs(context.tx, { limit: 8 }),
        ];
        return page('', <HomePage numbers={numbers} recent={recent} format={formatOf(context)} />, {
          description: words.lede,
          feeds: [{ href: urls.feed, title: words.feedTitle }],
          image: urls.preview,
        });
      },
    }),
    route({
      method: 'GET',
      url: urls.help,
      actor: 'cookie',
      permission: 'instance.read',
      handle: async () =>
        page(helpWords.title, <HelpPage />, { description: helpWords.lede, image: urls.preview }),
    }),
    route({
      method: 'GET',
      url: urls.organizations,
      actor: 'cookie',
      permission: 'instance.read',
      query: z.object({ q: z.string().max(100).default(''), after: z.string().max(100).optional() }),
      handle: async ({ tx, query: { q, after } }) => {
        const rows = await listOrganizations(tx, { text: q, after: after ?? null, limit: pageSize + 1 });
        const entries = rows.slice(0, pageSize);
        const last = rows.length > pageSize ? entries.at(-1) : undefined;
        const older = last ? link(urls.organizations, null, { q, after: last.slug }) : null;
        return page(words.organizations, <DirectoryPage entries={entries} text={q} older={older} />, {
          description: words.organizationsLede,
          noIndex: q !== '',
        });
      },
    }),
    route({
      method: 'GET',
      url: urls.organization,
      actor: 'cookie',
      permission: 'organization.read',
      params: z.object({ slug: z.string().max(64) }),
      query: z.object({ after: z.string().max(80).optional(), done: z.string().max(20).default('') }),
      load: ({ tx, params, query, actor, now }) =>
        loadOrganizationPage(tx, actor, { slug: params.slug, after: parseCursor(query.after) }, now),
      object: ({ organization }) => organizationObject(organization),
      handle: async (context) => {
        const { actor, loaded, query } = context;
        const { organization, scorecard, assets, bugs, hasMore } = loaded;
        const last = hasMore ? bugs.at(-1) : undefined;
        const { slug, name } = organization;
        return page(
          name,
          <OrganizationPage
            organization={organization}
            scorecard={scorecard}
            assets={assets}
            bugs={bugs}
            newer={parseCursor(query.after) ? link(urls.organization, { slug }) : null}
            older={last ? link(urls.organization, { slug }, { after: formatCursor(last) }) : null}
            mayOpenQueue={can(actor, 'organization.queue', organizationObject(organization))}
            mayManage={can(actor, 'organization.manage', organizationObject(organization))}
            format={formatOf(context)}
          />,
          {
            description: organization.description || words.reportTo(name),
            feeds: [{ href: link(urls.organizationFeed, { slug }), title: words.feedOf(name) }],
            noIndex: !organization.listed,
            image: link(urls.organizationPreview, { slug }),
            done: words.done[query.done],
          },
        );
      },
    }),
    route({
      method: 'GET',
      url: urls.person,
      actor: 'cookie',
      permission: 'person.read',
      params: z.object({ handle: z.string().max(60) }),
      load: ({ tx, params }) => findProfile(tx, params.handle),
      object: ({ id, profilePublic }) => ({ type: 'person', id, profilePublic }),
      handle: async (context) => {
        const { tx, loaded: profile } = context;
        const credited = await listCreditedBugs(tx, profile.id, pageSize);
        const name = profile.displayName || profile.handle;
        return page(name, <ProfilePage profile={profile} credited={credited} format={formatOf(context)} />, {
          description: profile.bio || name,
          noIndex: !profile.profilePublic,
        });
      },
    }),
    route({
      method: 'GET',
      url: urls.search,
      actor: 'cookie',
      permission: 'instance.read',
      query: z.object({ q: z.string().trim().max(200).default('') }),
      handle: async (context) => {
        const { tx, query } = context;
        const number = parseBugNumber(query.q.toUpperCase());
        if (number !== null) return redirect(link(urls.bug, { number: query.q.toUpperCase() }));
        const found =
          query.q === ''
            ? { bugs: [], organizations: [], people: [] }
            : {
                organizations: await listOrganizations(tx, { text: query.q, limit: 10 }),
                bugs: await searchPublicBugs(tx, query.q, pageSize),
                people: await searchPeople(tx, query.q, 10),
              };
        const title = query.q === '' ? words.searchTitle : words.searchFor(query.q);
        return page(title, <SearchPage text={query.q} found={found} format={formatOf(context)} />, {
          noIndex: true,
        });
      },
    }),
    route({
      method: 'GET',
      url: urls.feed,
      actor: 'none',
      permission: 'anyone',
      handle: async ({ tx }) => {
        const items = (await listPublicBugs(tx, { limit: pageSize })).map(feedItem);
        const channel = {
          title: words.feedTitle,
          url: absolute(urls.home),
          self: absolute(urls.feed),
          description: words.lede,
        };
        return text(rssFeed(channel, items), 'application/rss+xml; charset=utf-8');
      },
    }),
    route({
      method: 'GET',
      url: urls.organizationFeed,
      actor: 'none',
      permission: 'anyone',
      params: z.object({ slug: z.string().max(64) }),
      load: async ({ tx, params }) => {
        const organization = await findPublicOrganization(tx, params.slug);
        return organization?.listed ? organization : null;
      },
      handle: async ({ tx, loaded: { id, slug, name } }) => {
        const items = (await listPublicBugs(tx, { organizationId: id, limit: pageSize })).map(feedItem);
        const channel = {
          title: words.feedOf(name),
          url: absolute(link(urls.organization, { slug })),
          self: absolute(link(urls.organizationFeed, { slug })),
          description: words.feedOf(name),
        };
        return text(rssFeed(channel, items), 'application/rss+xml; charset=utf-8');
      },
    }),
    route({
      method: 'GET',
      url: urls.sitemap,
      actor: 'none',
      permission: 'anyone',
      handle: async ({ tx }) => {
        const { organizations, bugs } = await listSitemap(tx, 20_000);
        const fixed = [urls.home, urls.organizations, urls.reportNew, urls.help, urls.apiReference].map(
          (url) => ({
            url: absolute(url),
          }),
        );
        return text(
          sitemap([
            ...fixed,
            ...organizations.map(({ slug }) => ({ url: absolute(link(urls.organization, { slug })) })),
            ...bugs.map(({ number, updatedAt }) => ({
              url: absolute(link(urls.bug, { number })),
              changedAt: updatedAt,
            })),
          ]),
          'application/xml; charset=utf-8',
        );
      },
    }),
    route({
      method: 'GET',
      url: urls.robots,
      actor: 'none',
      permission: 'anyone',
      handle: async () =>
        text(
          [
            'User-agent: *',
            'Disallow: /account',
            'Disallow: /admin',
            'Disallow: /queue',
            'Disallow: /report',
            'Disallow: /search',
            `Sitemap: ${absolute(urls.sitemap)}`,
            '',
          ].join('\n'),
        ),
    }),
    route({
      method: 'GET',
      url: urls.securityTxt,
      actor: 'none',
      permission: 'anyone',
      handle: async ({ now }) => {
        // Source: RFC 9116 §2.5: Contact and Expires are required, and Expires should be less than a year away.
        const expires = new Date(now.getTime() + 180 * 24 * 3600 * 1000);
        expires.setUTCHours(0, 0, 0, 0);
        return text(
          `Contact: ${absolute(urls.reportNew)}\nExpires: ${expires.toISOString()}\nPreferred-Languages: en\nCanonical: ${absolute(urls.securityTxt)}\n`,
        );
      },
    }),
  ];
}

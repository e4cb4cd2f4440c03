import { assetTypes } from '@bugheist/bug/asset';
import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { states } from '@bugheist/bug/state';
import { z } from 'zod';
import { urls } from '../urls.ts';
import { json } from '../web/reply.ts';
import { type AnyRoute, route } from '../web/route.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { loadOrganizationPage, organizationObject } from './organization-page.ts';

const count = z.int();

const publicPage = z.object({
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  domain: z.string().nullable(),
  numbers: z.object({
    total: count,
    open: count,
    resolved: count,
    published: count,
    bySeverity: z.object({ none: count, low: count, medium: count, high: count, critical: count }),
    unrated: count,
    medianDaysToPublication: z.number().nullable(),
    medianDaysToResolution: z.number().nullable(),
  }),
  assets: z.array(
    z.object({ id: z.uuid(), type: z.enum(assetTypes), name: z.string(), identifier: z.string() }),
  ),
  bugs: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      kind: z.enum(kinds),
      state: z.enum(states),
      severity: z.enum(severities).nullable(),
      publishedAt: z.iso.datetime(),
    }),
  ),
  next: z.string().nullable(),
});

/** What anybody may look at, over the API. */
export const homeApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiOrganizationPage,
    actor: 'bearer',
    permission: 'organization.read',
    params: z.object({ slug: z.string().max(64) }),
    query: z.object({ cursor: z.string().max(80).optional() }),
    load: ({ tx, params, query, actor, now }) =>
      loadOrganizationPage(tx, actor, { slug: params.slug, after: parseCursor(query.cursor) }, now),
    object: ({ organization }) => organizationObject(organization),
    async handle({ loaded: { organization, scorecard, assets, bugs, hasMore } }) {
      const { slug, name, description, domain } = organization;
      const last = hasMore ? bugs.at(-1) : undefined;
      const listed = bugs.map((bug) => ({ ...bug, publishedAt: bug.publishedAt.toISOString() }));
      const next = last ? formatCursor(last) : null;
      return json({ slug, name, description, domain, numbers: scorecard, assets, bugs: listed, next });
    },
    api: {
      summary: 'What an organization shows to everybody',
      description:
        'Its numbers, its assets and its disclosed bugs, newest first, fifty at a time. Send `next` back as `cursor`.',
      tag: 'Organizations',
      responses: { 200: { schema: publicPage, description: 'Its public page.' } },
    },
  }),
];

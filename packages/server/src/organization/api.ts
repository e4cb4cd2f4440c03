import { assetTypes } from '@bugheist/bug/asset';
import { z } from 'zod';
import { roles } from '../permission/actor.ts';
import type { OrganizationObject } from '../permission/object.ts';
import { urls } from '../urls.ts';
import type { Tx } from '../web/register.ts';
import { json } from '../web/reply.ts';
import { type AnyRoute, route } from '../web/route.ts';
import { listAssets } from './store/assets.ts';
import { listMembers } from './store/members.ts';
import { type OrganizationRow, organizationBySlug, organizationsAfter } from './store/organizations.ts';

const tag = 'Organizations';
const pageSize = 50;

const organizationSchema = z.object({
  slug: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  domain: z.string().nullable(),
  /** Whether anybody of the organization answers here. */
  staffed: z.boolean(),
  defaultDisclosure: z.enum(['private', 'full']),
  createdAt: z.iso.datetime(),
});

const resource = (row: OrganizationRow): z.output<typeof organizationSchema> => ({
  slug: row.slug,
  key: row.key,
  name: row.name,
  description: row.description,
  domain: row.domain,
  staffed: row.staffedAt !== null,
  defaultDisclosure: row.defaultDisclosure,
  createdAt: row.createdAt.toISOString(),
});

const memberSchema = z.object({ handle: z.string(), name: z.string(), role: z.enum(roles) });

const assetSchema = z.object({
  id: z.uuid(),
  type: z.enum(assetTypes),
  identifier: z.string(),
  name: z.string(),
  description: z.string(),
});

const aboutOrganization = {
  method: 'GET',
  actor: 'bearer',
  params: z.object({ slug: z.string().max(63) }),
  load: ({ tx, params }: { tx: Tx; params: { slug: string } }) => organizationBySlug(tx, params.slug),
  object: ({ id, staffedAt }: OrganizationRow): OrganizationObject => ({
    type: 'organization',
    id,
    staffed: staffedAt !== null,
  }),
} as const;

/** Organizations over the API. */
export const organizationApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiOrganizations,
    actor: 'bearer',
    permission: 'instance.read',
    query: z.object({ cursor: z.string().max(63).optional() }),
    async handle({ tx, query }) {
      const rows = await organizationsAfter(tx, query.cursor ?? null, pageSize + 1);
      const items = rows.slice(0, pageSize);
      return json({
        items: items.map(resource),
        next: rows.length > pageSize ? (items.at(-1)?.slug ?? null) : null,
      });
    },
    api: {
      summary: 'Every organization',
      description: 'In order of their slugs. Send `next` back as `cursor`.',
      tag,
      responses: {
        200: {
          schema: z.object({ items: z.array(organizationSchema), next: z.string().nullable() }),
          description: 'One page of them.',
        },
      },
    },
  }),
  route({
    ...aboutOrganization,
    url: urls.apiOrganization,
    permission: 'organization.read',
    handle: async ({ loaded }) => json(resource(loaded)),
    api: {
      summary: 'One organization',
      tag,
      responses: { 200: { schema: organizationSchema, description: 'The organization.' } },
    },
  }),
  route({
    ...aboutOrganization,
    url: urls.apiOrganizationMembers,
    permission: 'organization.queue',
    handle: async ({ tx, loaded }) => {
      const members = await listMembers(tx, loaded.id);
      return json({ items: members.map(({ handle, name, role }) => ({ handle, name, role })) });
    },
    api: {
      summary: 'The members of an organization',
      description: 'For its members.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(memberSchema) }), description: 'The members.' } },
    },
  }),
  route({
    ...aboutOrganization,
    url: urls.apiOrganizationAssets,
    permission: 'organization.read',
    handle: async ({ tx, loaded }) => {
      const assets = await listAssets(tx, loaded.id);
      return json({
        items: assets.map(({ id, type, identifier, name, description }) => {
          return { id, type, identifier, name, description };
        }),
      });
    },
    api: {
      summary: 'What can be reported on',
      description: 'The assets of an organization that are not archived.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(assetSchema) }), description: 'The assets.' } },
    },
  }),
];

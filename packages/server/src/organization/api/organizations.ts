import { z } from 'zod';
import { notFound } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { pageOf } from '../../web/api-page.ts';
import { contentTag, requireTag } from '../../web/conditional.ts';
import { textField } from '../../web/parse.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { changeSettings } from '../change-settings.ts';
import { createOrganization } from '../create-organization.ts';
import { lockOrganization, organizationsAfter } from '../store/organizations.ts';
import {
  aboutOrganization,
  answerOrganization,
  organizationResource,
  organizationSchema,
} from './about-organization.ts';

const tag = 'Organizations';
const pageSize = 50;

const newOrganization = z.strictObject({
  name: textField(120, 1),
  /** In addresses. */
  slug: textField(63, 1),
  /** Before the numbers of its bugs. */
  key: textField(10, 1),
  domain: textField(253).default(''),
  /** Handle of its first owner. */
  owner: textField(40, 1),
});

const changedOrganization = z.strictObject({
  name: textField(120, 1).optional(),
  description: textField(4000).optional(),
  /** What becomes of bugs that are no security bugs when they are filed. */
  defaultDisclosure: z.enum(['private', 'full']).optional(),
});

/** Organizations themselves. */
export const organizationsApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiOrganizations,
    actor: 'bearer',
    permission: 'instance.read',
    query: z.object({ cursor: z.string().max(63).optional() }),
    async handle({ tx, query }) {
      const rows = await organizationsAfter(tx, query.cursor ?? null, pageSize + 1);
      return json(pageOf(rows, pageSize, organizationResource, ({ slug }) => slug));
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
    method: 'POST',
    url: urls.apiOrganizations,
    actor: 'bearer',
    permission: 'instance.administer',
    body: { type: 'json', schema: newOrganization },
    async handle({ tx, now, actor, body }) {
      const { id, slug } = await createOrganization(tx, { ...body, actor }, now);
      const made = await lockOrganization(tx, id);
      if (!made) throw notFound('organization');
      return answerOrganization(made, 201, { location: link(urls.apiOrganization, { slug }) });
    },
    api: {
      summary: 'Make an organization',
      description: 'With its first owner, who has an account already. For administrators of the instance.',
      tag,
      idempotent: true,
      responses: {
        201: {
          schema: organizationSchema,
          description: 'Made.',
          headers: { location: 'The organization.', etag: 'Of its settings.' },
        },
      },
      example: { name: 'Acme', slug: 'acme', key: 'ACME', domain: 'acme.example', owner: 'olga' },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'GET',
    url: urls.apiOrganization,
    permission: 'organization.read',
    handle: async ({ loaded }) => answerOrganization(loaded),
    api: {
      summary: 'One organization',
      tag,
      responses: {
        200: {
          schema: organizationSchema,
          description: 'The organization.',
          headers: { etag: 'Of its settings.' },
        },
      },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'PATCH',
    url: urls.apiOrganization,
    permission: 'organization.manage',
    body: { type: 'json', schema: changedOrganization },
    async handle({ tx, now, actor, loaded, body, request }) {
      const organization = await lockOrganization(tx, loaded.id);
      if (!organization) throw notFound('organization');
      requireTag(request.header('if-match'), contentTag(organizationResource(organization)));
      const {
        name = organization.name,
        description = organization.description,
        defaultDisclosure = organization.defaultDisclosure,
      } = body;
      const change = { name, description, defaultDisclosure };
      await changeSettings(tx, { organization, actor }, change, now);
      return answerOrganization({ ...organization, ...change });
    },
    api: {
      summary: 'Change the settings of an organization',
      description: 'What is left out stays. For its owners and managers.',
      tag,
      conditional: true,
      responses: {
        200: {
          schema: organizationSchema,
          description: 'The organization after it.',
          headers: { etag: 'Of its settings.' },
        },
      },
      example: { description: 'We make locks.', defaultDisclosure: 'full' },
    },
  }),
];

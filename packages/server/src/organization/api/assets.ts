import { assetTypes } from '@bugheist/bug/asset';
import { z } from 'zod';
import { can } from '../../permission/can.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { addAsset, archiveAsset } from '../change-settings.ts';
import { objectOf } from '../routes/settings-page.tsx';
import { type AssetRow, listAssets } from '../store/assets.ts';
import { aboutOrganization, aboutPart } from './about-organization.ts';

const tag = 'Organizations';

const assetSchema = z.object({
  id: z.uuid(),
  type: z.enum(assetTypes),
  identifier: z.string(),
  name: z.string(),
  description: z.string(),
  archived: z.boolean(),
});

const resource = (row: AssetRow): z.output<typeof assetSchema> => ({
  id: row.id,
  type: row.type,
  identifier: row.identifier,
  name: row.name,
  description: row.description,
  archived: row.archivedAt !== null,
});

/** What can be reported on. */
export const assetsApi: readonly AnyRoute[] = [
  route({
    ...aboutOrganization,
    method: 'GET',
    url: urls.apiOrganizationAssets,
    permission: 'organization.read',
    query: z.object({ archived: z.enum(['no', 'yes']).default('no') }),
    handle: async ({ tx, actor, loaded, query }) => {
      const archived = query.archived === 'yes';
      if (archived && !can(actor, 'organization.manage', objectOf(loaded)))
        throw new Refusal('forbidden', 'Archived assets are shown to owners and managers.');
      return json({ items: (await listAssets(tx, loaded.id, { archived })).map(resource) });
    },
    api: {
      summary: 'What can be reported on',
      description:
        'The assets of an organization, by name, at most a thousand. With `archived=yes` also those no longer offered to reporters, for owners and managers.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(assetSchema) }), description: 'The assets.' } },
    },
  }),
  route({
    ...aboutOrganization,
    method: 'POST',
    url: urls.apiOrganizationAssets,
    permission: 'organization.manage',
    body: {
      type: 'json',
      schema: z.strictObject({
        type: z.enum(assetTypes),
        identifier: textField(400, 1),
        name: textField(120).default(''),
        description: textField(2000).default(''),
      }),
    },
    handle: async ({ tx, now, actor, loaded: organization, body }) =>
      json(resource(await addAsset(tx, { organization, actor }, body, now)), 201),
    api: {
      summary: 'Add an asset',
      description: 'Without a name it is called by its identifier.',
      tag,
      idempotent: true,
      responses: { 201: { schema: assetSchema, description: 'Added.' } },
      example: { type: 'website', identifier: 'shop.acme.example', name: 'Shop' },
    },
  }),
  route({
    ...aboutPart,
    method: 'PATCH',
    url: urls.apiOrganizationAsset,
    permission: 'organization.manage',
    body: { type: 'json', schema: z.strictObject({ archived: z.boolean() }) },
    handle: async ({ tx, now, actor, loaded: organization, params: { id }, body }) =>
      json(resource(await archiveAsset(tx, { organization, actor }, { id, ...body }, now))),
    api: {
      summary: 'Archive an asset, or offer it again',
      description: 'An archived asset keeps its bugs and is no longer offered to reporters.',
      tag,
      responses: { 200: { schema: assetSchema, description: 'The asset after it.' } },
      example: { archived: true },
    },
  }),
];

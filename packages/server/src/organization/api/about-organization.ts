import { z } from 'zod';
import { contentTag } from '../../web/conditional.ts';
import { json, type Reply } from '../../web/reply.ts';
import { loadOrganization, objectOf, slugParams } from '../routes/settings-page.tsx';
import type { OrganizationRow } from '../store/organizations.ts';

/** What every route about one organization begins with. */
export const aboutOrganization = {
  actor: 'bearer',
  params: slugParams,
  load: loadOrganization,
  object: objectOf,
} as const;

/** The same, for one of the things it has. */
export const aboutPart = { ...aboutOrganization, params: slugParams.extend({ id: z.uuid() }) } as const;

export const organizationSchema = z.object({
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

export const organizationResource = (row: OrganizationRow): z.output<typeof organizationSchema> => ({
  slug: row.slug,
  key: row.key,
  name: row.name,
  description: row.description,
  domain: row.domain,
  staffed: row.staffedAt !== null,
  defaultDisclosure: row.defaultDisclosure,
  createdAt: row.createdAt.toISOString(),
});

/** With the tag that a change of it is based on. */
export const answerOrganization = (
  row: OrganizationRow,
  status: 200 | 201 = 200,
  headers: Record<string, string> = {},
): Reply => {
  const shown = organizationResource(row);
  return json(shown, status, { ...headers, etag: contentTag(shown) });
};

import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import type { OrganizationObject } from '../permission/object.ts';
import { type OrganizationPageContent, readOrganizationPage } from './store/organization-page.ts';
import type { PublicCursor } from './store/public-bugs.ts';

/** Disclosed bugs on one page. */
export const pageSize = 50;

/**
 * An organization's public page, its bugs up to `pageSize` from the cursor on. Null when there is none, or none that the
 * actor may know of: that strangers reported bugs in somebody's unstaffed organization is not public knowledge.
 */
export async function loadOrganizationPage(
  tx: Tx,
  actor: Actor,
  { slug, after }: { slug: string; after: PublicCursor | null },
  now: Date,
): Promise<(OrganizationPageContent & { hasMore: boolean }) | null> {
  const content = await readOrganizationPage(tx, { slug, after, limit: pageSize + 1 }, now);
  if (content === null) return null;
  const { organization, bugs } = content;
  if (!organization.listed && !can(actor, 'organization.queue', organizationObject(organization)))
    return null;
  return { ...content, bugs: bugs.slice(0, pageSize), hasMore: bugs.length > pageSize };
}

export const organizationObject = ({
  id,
  staffedAt,
}: {
  id: string;
  staffedAt: Date | null;
}): OrganizationObject => ({ type: 'organization', id, staffed: staffedAt !== null });

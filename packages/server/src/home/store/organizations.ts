import { and, asc, desc, eq, exists, isNull, or, type SQL, sql } from 'drizzle-orm';
import { prepared } from '../../db/prepared.ts';
import { bug } from '../../db/tables/bugs.ts';
import { organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

/** An organization as a line of the public directory. */
export interface DirectoryEntry {
  slug: string;
  name: string;
  domain: string | null;
  staffed: boolean;
  published: number;
}

// Names are spelled out: of a query on one table Drizzle writes its columns bare, and in here `id` would be the bug's.
const published = sql<number>`(select count(*)::int from bug b where b.organization_id = organization.id
  and b.disclosure in ('limited', 'full') and b.held_at is null)`;

/**
 * The public directory by name, from `after` on. An organization nobody staffs is listed only once a bug of it is
 * public: that somebody reported a bug in it is not ours to tell.
 */
export async function listOrganizations(
  tx: Tx,
  options: { text?: string; after?: string | null; limit: number },
): Promise<DirectoryEntry[]> {
  const conditions: (SQL | undefined)[] = [listed(tx)];
  if (options.text) {
    const contains = `%${options.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      or(sql`lower(${organization.name}) like ${contains}`, sql`${organization.domain} like ${contains}`),
    );
  }
  if (options.after) conditions.push(sql`${organization.slug} > ${options.after}`);
  return tx
    .select({
      slug: organization.slug,
      name: organization.name,
      domain: organization.domain,
      staffed: sql<boolean>`${organization.staffedAt} is not null`,
      published,
    })
    .from(organization)
    .where(and(...conditions))
    .orderBy(asc(organization.slug))
    .limit(options.limit);
}

export interface PublicOrganization {
  id: string;
  slug: string;
  name: string;
  description: string;
  domain: string | null;
  staffedAt: Date | null;
  /** Whether strangers may know of it. */
  listed: boolean;
}

/** One organization with whether it is in the public directory, or null. */
export async function findPublicOrganization(tx: Tx, slug: string): Promise<PublicOrganization | null> {
  const [row] = await publicOrganization(tx).execute({ slug });
  return row ?? null;
}

export const publicColumns = (tx: Tx) => ({
  id: organization.id,
  slug: organization.slug,
  name: organization.name,
  description: organization.description,
  domain: organization.domain,
  staffedAt: organization.staffedAt,
  listed: sql<boolean>`${listed(tx)}`,
});

const publicOrganization = prepared((tx) =>
  tx
    .select(publicColumns(tx))
    .from(organization)
    .where(eq(organization.slug, sql.placeholder('slug')))
    .prepare('public_organization'),
);

/** Public addresses for the sitemap, newest bugs first; at most `limit` of each. */
export async function listSitemap(tx: Tx, limit: number) {
  const organizations = await tx
    .select({ slug: organization.slug })
    .from(organization)
    .where(listed(tx))
    .orderBy(asc(organization.slug))
    .limit(limit);
  const bugs = await tx
    .select({ number: sql<string>`${organization.key} || '-' || ${bug.number}`, updatedAt: bug.updatedAt })
    .from(bug)
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(publicBug)
    .orderBy(desc(bug.publishedAt), desc(bug.id))
    .limit(limit);
  return { organizations, bugs };
}

const publicBug = and(sql`${bug.disclosure} in ('limited', 'full')`, isNull(bug.heldAt));

const listed = (tx: Tx): SQL =>
  sql`(${organization.staffedAt} is not null or ${exists(
    tx
      .select({ one: sql`1` })
      .from(bug)
      .where(and(eq(bug.organizationId, organization.id), publicBug)),
  )})`;

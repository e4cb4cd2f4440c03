import { asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

const columns = {
  id: organization.id,
  slug: organization.slug,
  key: organization.key,
  name: organization.name,
  description: organization.description,
  domain: organization.domain,
  staffedAt: organization.staffedAt,
  defaultDisclosure: organization.defaultDisclosure,
  createdAt: organization.createdAt,
};

export type OrganizationRow = Pick<typeof organization.$inferSelect, keyof typeof columns>;

export async function organizationByDomain(tx: Tx, domain: string): Promise<OrganizationRow | null> {
  const [row] = await tx.select(columns).from(organization).where(eq(organization.domain, domain));
  return row ?? null;
}

export async function organizationBySlug(tx: Tx, slug: string): Promise<OrganizationRow | null> {
  const [row] = await tx.select(columns).from(organization).where(eq(organization.slug, slug));
  return row ?? null;
}

export async function organizationByKey(tx: Tx, key: string): Promise<OrganizationRow | null> {
  const [row] = await tx.select(columns).from(organization).where(eq(organization.key, key));
  return row ?? null;
}

/** The organization with that id, and nobody else changes it until the transaction ends. */
export async function lockOrganization(tx: Tx, id: string): Promise<OrganizationRow | null> {
  const [row] = await tx
    .select(columns)
    .from(organization)
    .where(eq(organization.id, id))
    .for('no key update');
  return row ?? null;
}

export type NewOrganization = typeof organization.$inferInsert;

/** Null when its domain, slug or key is taken. Waits for a concurrent transaction that is about to take one. */
export async function insertOrganization(tx: Tx, row: NewOrganization): Promise<OrganizationRow | null> {
  const [inserted] = await tx.insert(organization).values(row).onConflictDoNothing().returning(columns);
  return inserted ?? null;
}

/** The number of the organization's next bug. Others who want one wait until this transaction ends: no gaps. */
export async function takeBugNumber(tx: Tx, organizationId: string): Promise<number> {
  const [row] = await tx
    .update(organization)
    .set({ nextBugNumber: sql`${organization.nextBugNumber} + 1` })
    .where(eq(organization.id, organizationId))
    .returning({ next: organization.nextBugNumber });
  if (!row) throw new Error(`Expected an organization with id ${organizationId}, found none.`);
  return row.next - 1;
}

export async function updateOrganization(
  tx: Tx,
  id: string,
  change: Partial<Pick<NewOrganization, 'name' | 'description' | 'defaultDisclosure' | 'staffedAt'>>,
): Promise<void> {
  await tx.update(organization).set(change).where(eq(organization.id, id));
}

/** In order of their slugs, after that one. */
export async function organizationsAfter(
  tx: Tx,
  slug: string | null,
  most: number,
): Promise<OrganizationRow[]> {
  return tx
    .select(columns)
    .from(organization)
    .where(slug === null ? undefined : gt(organization.slug, slug))
    .orderBy(asc(organization.slug))
    .limit(most);
}

/** Ids of organizations nobody has claimed, at most `most`. */
export async function unstaffedOrganizations(tx: Tx, most: number): Promise<string[]> {
  const rows = await tx
    .select({ id: organization.id })
    .from(organization)
    .where(isNull(organization.staffedAt))
    .limit(most);
  return rows.map(({ id }) => id);
}

import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { asset, label, membership, organization } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

export interface Worker {
  id: string;
  handle: string;
  name: string;
}

/** Who may be given bugs of these organizations, by handle; with the instance's staff where nobody has claimed them. */
export async function workersOf(
  tx: Tx,
  organizationIds: readonly string[],
  { withStaff }: { withStaff: boolean },
): Promise<Worker[]> {
  if (organizationIds.length === 0 && !withStaff) return [];
  const members = tx
    .select({ id: membership.personId })
    .from(membership)
    .where(
      and(
        inArray(membership.organizationId, [...organizationIds]),
        inArray(membership.role, ['owner', 'manager', 'triager', 'developer']),
      ),
    );
  return tx
    .select({
      id: person.id,
      handle: person.handle,
      name: sql<string>`coalesce(nullif(${person.displayName}, ''), ${person.handle})`,
    })
    .from(person)
    .where(
      and(
        or(
          organizationIds.length > 0 ? inArray(person.id, members) : undefined,
          withStaff ? isNotNull(person.staff) : undefined,
        ),
        isNull(person.deletedAt),
        isNull(person.blockedAt),
      ),
    )
    .orderBy(asc(person.handle))
    .limit(300);
}

/** The names of the labels of these organizations, each once. */
export async function labelNames(tx: Tx, organizationIds: readonly string[]): Promise<string[]> {
  if (organizationIds.length === 0) return [];
  const rows = await tx
    .selectDistinctOn([sql`lower(${label.name})`], { name: label.name })
    .from(label)
    .where(inArray(label.organizationId, [...organizationIds]))
    .orderBy(asc(sql`lower(${label.name})`))
    .limit(300);
  return rows.map(({ name }) => name);
}

/** Of these organizations, by name; archived assets too, because bugs still lie in them. */
export async function assetChoices(tx: Tx, organizationIds: readonly string[]) {
  if (organizationIds.length === 0) return [];
  return tx
    .select({ id: asset.id, name: asset.name })
    .from(asset)
    .where(inArray(asset.organizationId, [...organizationIds]))
    .orderBy(asc(asset.name), asc(asset.id))
    .limit(300);
}

/** By name. */
export async function organizationChoices(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({
      id: organization.id,
      slug: organization.slug,
      name: organization.name,
      staffed: sql<boolean>`${organization.staffedAt} is not null`,
    })
    .from(organization)
    .where(inArray(organization.id, [...ids]))
    .orderBy(asc(organization.name))
    .limit(300);
}

/** Null for nobody. */
export async function personByHandle(tx: Tx, handle: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.handle, handle), isNull(person.deletedAt)));
  return row?.id ?? null;
}

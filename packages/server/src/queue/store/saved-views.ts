import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { savedView } from '../../db/tables/bugs.ts';
import { organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

export interface SavedView {
  id: string;
  name: string;
  /** Path and query of the queue. */
  query: string;
  personId: string;
  /** Whose queue it is shared with; null for the person's own. */
  organization: { id: string; slug: string; staffed: boolean } | null;
}

const columns = {
  id: savedView.id,
  name: savedView.name,
  query: savedView.query,
  personId: savedView.personId,
  organizationId: savedView.organizationId,
  slug: organization.slug,
  staffed: sql<boolean>`${organization.staffedAt} is not null`,
};

interface Row {
  id: string;
  name: string;
  query: string;
  personId: string;
  organizationId: string | null;
  slug: string | null;
  staffed: boolean;
}

const viewOf = ({ organizationId: id, slug, staffed, ...row }: Row): SavedView => ({
  ...row,
  organization: id === null || slug === null ? null : { id, slug, staffed },
});

/** A person's own and those shared with these organizations, by name. */
export async function savedViews(
  tx: Tx,
  personId: string,
  organizationIds: readonly string[],
): Promise<SavedView[]> {
  const own = and(eq(savedView.personId, personId), isNull(savedView.organizationId));
  const rows = await tx
    .select(columns)
    .from(savedView)
    .leftJoin(organization, eq(organization.id, savedView.organizationId))
    .where(
      organizationIds.length === 0 ? own : or(own, inArray(savedView.organizationId, [...organizationIds])),
    )
    .orderBy(asc(sql`lower(${savedView.name})`), asc(savedView.id))
    .limit(100);
  return rows.map(viewOf);
}

/** Whoever's it is: the caller asks who may see or remove it. */
export async function unscopedView(tx: Tx, id: string): Promise<SavedView | null> {
  const [row] = await tx
    .select(columns)
    .from(savedView)
    .leftJoin(organization, eq(organization.id, savedView.organizationId))
    .where(eq(savedView.id, id));
  return row ? viewOf(row) : null;
}

/** A view of that name, of that person or of that organization, is replaced. Returns its id. */
export async function saveView(tx: Tx, row: typeof savedView.$inferInsert): Promise<string> {
  const { name, query, personId, organizationId = null } = row;
  const place =
    organizationId === null
      ? and(eq(savedView.personId, personId), isNull(savedView.organizationId))
      : eq(savedView.organizationId, organizationId);
  const [replaced] = await tx
    .update(savedView)
    .set({ name, query })
    .where(and(place, eq(sql`lower(${savedView.name})`, sql`lower(${name})`)))
    .returning({ id: savedView.id });
  if (replaced) return replaced.id;
  await tx.insert(savedView).values(row);
  return row.id;
}

export async function removeView(tx: Tx, id: string): Promise<void> {
  await tx.delete(savedView).where(eq(savedView.id, id));
}

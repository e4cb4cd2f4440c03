import { and, eq, inArray, sql } from 'drizzle-orm';
import { bug } from '../../db/tables/bugs.ts';
import { organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

const columns = {
  id: bug.id,
  organizationId: bug.organizationId,
  number: bug.number,
  title: bug.title,
  kind: bug.kind,
  state: bug.state,
  severity: bug.severity,
  severityRank: bug.severityRank,
  cvssVector: bug.cvssVector,
  cvssScore: bug.cvssScore,
  weakness: bug.weakness,
  assetId: bug.assetId,
  location: bug.location,
  locationKey: bug.locationKey,
  disclosure: bug.disclosure,
  publishedAt: bug.publishedAt,
  heldAt: bug.heldAt,
  assigneeId: bug.assigneeId,
  duplicateOf: bug.duplicateOf,
  sources: bug.sources,
  firstSeenAt: bug.firstSeenAt,
  lastSeenAt: bug.lastSeenAt,
  createdAt: bug.createdAt,
  updatedAt: bug.updatedAt,
  stateChangedAt: bug.stateChangedAt,
  closedAt: bug.closedAt,
  version: bug.version,
};

const owner = {
  slug: organization.slug,
  key: organization.key,
  organizationName: organization.name,
  staffedAt: organization.staffedAt,
};

// Reports stay with the bug they were filed under, whatever it is merged into later.
const filedUnder = {
  reports: sql<
    OwnReport[]
  >`(select coalesce(json_agg(json_build_object('id', r.id, 'reporterId', r.reporter_id) order by r.id), '[]'::json) from report r where r.bug_id = ${bug.id})`,
};

interface OwnReport {
  id: string;
  reporterId: string | null;
}

type BugRow = Pick<typeof bug.$inferSelect, keyof typeof columns>;

/** A bug with what `can` and its address need of the organization and the reports. */
export interface OwnedBugRow extends BugRow {
  slug: string;
  key: string;
  organizationName: string;
  staffedAt: Date | null;
  reports: OwnReport[];
}

/** Whatever its disclosure: the caller asks `can` before anything of it is shown. */
export async function unscopedBugByNumber(tx: Tx, key: string, number: number): Promise<OwnedBugRow | null> {
  const [row] = await tx
    .select({ ...columns, ...owner, ...filedUnder })
    .from(bug)
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(and(eq(organization.key, key), eq(bug.number, number)));
  return row ?? null;
}

/** Whatever their disclosure: the caller asks `can` before anything of them is shown. Ids nobody has are left out. */
export async function unscopedBugsById(tx: Tx, ids: readonly string[]): Promise<OwnedBugRow[]> {
  if (ids.length === 0) return [];
  return tx
    .select({ ...columns, ...owner, ...filedUnder })
    .from(bug)
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(inArray(bug.id, [...ids]));
}

/** Keeps every other change of these bugs out until the transaction ends; in order of id, so that nobody deadlocks. */
export async function lockBugs(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .select({ id: bug.id })
    .from(bug)
    .where(inArray(bug.id, [...ids]))
    .orderBy(bug.id)
    .for('no key update');
}

export type NewBug = typeof bug.$inferInsert;

export async function insertBug(tx: Tx, row: NewBug): Promise<void> {
  await tx.insert(bug).values(row);
}

export type BugChange = Partial<
  Pick<
    NewBug,
    | 'title'
    | 'kind'
    | 'state'
    | 'severity'
    | 'severityRank'
    | 'cvssVector'
    | 'cvssScore'
    | 'weakness'
    | 'assetId'
    | 'location'
    | 'locationKey'
    | 'disclosure'
    | 'publishedAt'
    | 'publishedBy'
    | 'heldAt'
    | 'assigneeId'
    | 'duplicateOf'
    | 'stateChangedAt'
    | 'closedAt'
  >
>;

/** Changes a bug and raises its version, by which a second triager's form is recognised as stale. */
export async function changeBug(tx: Tx, id: string, change: BugChange, now: Date): Promise<void> {
  await tx
    .update(bug)
    .set({ ...change, updatedAt: now, version: sql`${bug.version} + 1` })
    .where(eq(bug.id, id));
}

/** Moves a bug to the front of "recently changed" without making anybody's form stale. */
export async function touchBug(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.update(bug).set({ updatedAt: now }).where(eq(bug.id, id));
}

/** A source saw it (again). */
export async function noteSeen(tx: Tx, id: string, seen: { source: string; at: Date }): Promise<void> {
  await tx
    .update(bug)
    .set({
      firstSeenAt: sql`least(${bug.firstSeenAt}, ${seen.at.toISOString()}::timestamptz)`,
      lastSeenAt: sql`greatest(${bug.lastSeenAt}, ${seen.at.toISOString()}::timestamptz)`,
      sources: sql`case when ${seen.source} = any(${bug.sources}) then ${bug.sources} else array_append(${bug.sources}, ${seen.source}) end`,
    })
    .where(eq(bug.id, id));
}

import type { Fingerprint } from '@bugheist/bug/fingerprint';
import { openStates } from '@bugheist/bug/state';
import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import { bug, fingerprint, report, sighting } from '../../db/tables/bugs.ts';
import { hold } from '../../db/tables/operation.ts';
import type { Tx } from '../../db/transaction.ts';

export async function insertReport(tx: Tx, row: typeof report.$inferInsert): Promise<void> {
  await tx.insert(report).values(row);
}

export async function insertSighting(tx: Tx, row: typeof sighting.$inferInsert): Promise<void> {
  await tx.insert(sighting).values(row);
}

export async function insertFingerprints(
  tx: Tx,
  of: { sightingId: string; bugId: string; organizationId: string },
  fingerprints: readonly Fingerprint[],
): Promise<void> {
  if (fingerprints.length === 0) return;
  await tx
    .insert(fingerprint)
    .values(fingerprints.map(({ scheme, version, value }) => ({ ...of, scheme, version, value })))
    .onConflictDoNothing();
}

export async function insertHold(tx: Tx, row: typeof hold.$inferInsert): Promise<void> {
  await tx.insert(hold).values(row);
}

export interface MatchQuery {
  organizationId: string;
  assetId: string | null;
  fingerprints: readonly Fingerprint[];
}

/** Bugs of that asset that were seen with one of these fingerprints; held ones are not matched. At most ten. */
export async function bugsWithFingerprint(tx: Tx, query: MatchQuery): Promise<string[]> {
  if (query.fingerprints.length === 0) return [];
  const wanted = sql.join(
    query.fingerprints.map(
      ({ scheme, version, value }) => sql`(${scheme}::text, ${version}::smallint, ${value}::text)`,
    ),
    sql`, `,
  );
  const rows = await tx
    .selectDistinct({ id: bug.id })
    .from(fingerprint)
    .innerJoin(bug, eq(bug.id, fingerprint.bugId))
    .where(
      and(
        eq(fingerprint.organizationId, query.organizationId),
        sql`(${fingerprint.scheme}, ${fingerprint.version}, ${fingerprint.value}) in (${wanted})`,
        query.assetId === null ? isNull(bug.assetId) : eq(bug.assetId, query.assetId),
        isNull(bug.heldAt),
      ),
    )
    .limit(10);
  return rows.map(({ id }) => id);
}

/** Those of the bugs whose latest machine sighting was in one of these files. */
export async function bugsLastSeenIn(
  tx: Tx,
  bugIds: readonly string[],
  paths: readonly string[],
): Promise<string[]> {
  if (bugIds.length === 0 || paths.length === 0) return [];
  const latest = tx
    .selectDistinctOn([sighting.bugId], {
      bugId: sighting.bugId,
      path: sql<string>`${sighting.place}->>'path'`.as('path'),
    })
    .from(sighting)
    .where(and(inArray(sighting.bugId, [...bugIds]), sql`${sighting.type} <> 'report'`))
    .orderBy(sighting.bugId, sql`${sighting.seenAt} desc`)
    .as('latest');
  const rows = await tx
    .select({ bugId: latest.bugId })
    .from(latest)
    .where(inArray(latest.path, [...paths]));
  return rows.map(({ bugId }) => bugId);
}

/** Open security bugs of an organization at that place (a location key without its query), the most severe first. At most ten. */
export async function openSecurityBugsAt(tx: Tx, organizationId: string, place: string): Promise<string[]> {
  const rows = await tx
    .select({ id: bug.id })
    .from(bug)
    .where(
      and(
        eq(bug.organizationId, organizationId),
        sql`split_part(${bug.locationKey}, '?', 1) = ${place}`,
        ne(bug.locationKey, ''),
        inArray(bug.state, [...openStates]),
        eq(bug.kind, 'security'),
        isNull(bug.heldAt),
      ),
    )
    .orderBy(desc(bug.severityRank), asc(bug.id))
    .limit(10);
  return rows.map(({ id }) => id);
}

/** The bug a sighting stands under now. Throws when there is no such sighting. */
export async function bugOfSighting(tx: Tx, sightingId: string): Promise<string> {
  const [row] = await tx.select({ bugId: sighting.bugId }).from(sighting).where(eq(sighting.id, sightingId));
  if (!row) throw new Error(`Expected a sighting with id ${sightingId}, found none.`);
  return row.bugId;
}

export async function replaceEvidence(
  tx: Tx,
  sightingId: string,
  change: Pick<typeof sighting.$inferInsert, 'seenAt' | 'place' | 'evidence'>,
): Promise<void> {
  await tx.update(sighting).set(change).where(eq(sighting.id, sightingId));
}

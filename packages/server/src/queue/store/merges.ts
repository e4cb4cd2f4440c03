import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { bug, fingerprint, merge, sighting } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';

/** Bugs merged straight into this one. */
export async function duplicatesOf(tx: Tx, bugId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: bug.id })
    .from(bug)
    .where(eq(bug.duplicateOf, bugId))
    .orderBy(asc(bug.id))
    .limit(1000);
  return rows.map(({ id }) => id);
}

/** The bug and everything merged into it, straight or through others. */
export async function familyOf(tx: Tx, bugId: string): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with recursive family (id) as (
      select ${bugId}::uuid
      union
      select b.id from bug b join family f on b.duplicate_of = f.id
    )
    select id from family`);
  return rows.map(({ id }) => id);
}

/** The bug that stands for this one: itself when it is no duplicate, else what it was merged into, however often. */
export async function headOf(tx: Tx, bugId: string): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with recursive ancestry (id, parent) as (
      select id, duplicate_of from bug where id = ${bugId}::uuid
      union
      select b.id, b.duplicate_of from bug b join ancestry a on b.id = a.parent
    )
    select id from ancestry where parent is null`);
  return rows[0]?.id ?? bugId;
}

export async function insertMerge(tx: Tx, row: typeof merge.$inferInsert): Promise<void> {
  await tx.insert(merge).values(row);
}

export type MergeRow = typeof merge.$inferSelect;

export async function currentMerge(tx: Tx, childId: string): Promise<MergeRow | null> {
  const [row] = await tx
    .select()
    .from(merge)
    .where(and(eq(merge.childId, childId), isNull(merge.undoneAt)));
  return row ?? null;
}

export async function endMerge(tx: Tx, id: string, by: string | null, now: Date): Promise<void> {
  await tx.update(merge).set({ undoneBy: by, undoneAt: now }).where(eq(merge.id, id));
}

/** Moves what stands under one bug to another: all of it, or what was filed under certain bugs. */
export async function moveSightings(
  tx: Tx,
  move: { from: string; to: string; filedUnder?: readonly string[] },
): Promise<void> {
  const moved = await tx
    .update(sighting)
    .set({ bugId: move.to })
    .where(
      and(
        eq(sighting.bugId, move.from),
        move.filedUnder ? inArray(sighting.filedUnder, [...move.filedUnder]) : undefined,
      ),
    )
    .returning({ id: sighting.id });
  if (moved.length === 0) return;
  await tx
    .update(fingerprint)
    .set({ bugId: move.to })
    .where(
      inArray(
        fingerprint.sightingId,
        moved.map(({ id }) => id),
      ),
    );
}

/** Sets who sees the bug, and since when, from the sightings it has now. */
export async function refreshSeen(tx: Tx, bugId: string): Promise<void> {
  await tx.execute(sql`
    update bug set
      first_seen_at = coalesce(seen.first, first_seen_at),
      last_seen_at = coalesce(seen.last, last_seen_at),
      sources = coalesce(seen.sources, '{}')
    from (
      select min(seen_at) as first, max(seen_at) as last,
        array_agg(distinct case type when 'report' then 'person' when 'hit' then 'scanner' else 'guard' end) as sources
      from sighting where bug_id = ${bugId}
    ) seen
    where bug.id = ${bugId}`);
}

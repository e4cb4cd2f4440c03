import { and, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
import { guardIncident } from '../../db/tables/guards.ts';
import type { Tx } from '../../db/transaction.ts';

export type IncidentRow = typeof guardIncident.$inferSelect;

/** What a guard told of earlier under these keys, by key in hexadecimal. */
export async function knownIncidents(
  tx: Tx,
  guardId: string,
  keys: readonly Uint8Array[],
): Promise<Map<string, IncidentRow>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(guardIncident)
    .where(and(eq(guardIncident.guardId, guardId), inArray(guardIncident.key, [...keys])));
  return new Map(rows.map((row) => [Buffer.from(row.key).toString('hex'), row]));
}

export async function insertIncident(tx: Tx, row: typeof guardIncident.$inferInsert): Promise<void> {
  await tx.insert(guardIncident).values(row);
}

export async function updateIncident(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<IncidentRow, 'content' | 'runs' | 'bugId' | 'sightingId' | 'firstAt' | 'lastAt' | 'updatedAt'>
  >,
): Promise<void> {
  await tx.update(guardIncident).set(change).where(eq(guardIncident.id, id));
}

/** How many incidents the perimeter's guards told of since then, and for how many a bug was opened. */
export async function countIncidents(
  tx: Tx,
  perimeterId: string,
  since: Date,
): Promise<{ told: number; opened: number }> {
  const [row] = await tx
    .select({
      told: sql<number>`count(*)::int`,
      opened: sql<number>`count(*) filter (where ${guardIncident.opened})::int`,
    })
    .from(guardIncident)
    .where(and(eq(guardIncident.perimeterId, perimeterId), gt(guardIncident.createdAt, since)));
  return row ?? { told: 0, opened: 0 };
}

/** Of a perimeter, with something since then, the latest first. */
export async function incidentsSince(
  tx: Tx,
  perimeterId: string,
  since: Date,
  most: number,
): Promise<IncidentRow[]> {
  return tx
    .select()
    .from(guardIncident)
    .where(and(eq(guardIncident.perimeterId, perimeterId), gt(guardIncident.lastAt, since)))
    .orderBy(desc(guardIncident.lastAt))
    .limit(most);
}

export async function deleteIncidentsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(guardIncident).where(lt(guardIncident.updatedAt, before));
}

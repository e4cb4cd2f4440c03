import { and, asc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { guard, guardMinute, perimeter } from '../../db/tables/guards.ts';
import type { Tx } from '../../db/transaction.ts';

export interface GuardRow {
  id: string;
  perimeterId: string;
  name: string;
  prefix: string;
  createdAt: Date;
  lastSeenAt: Date | null;
  figures: Record<string, unknown>;
}

const columns = {
  id: guard.id,
  perimeterId: guard.perimeterId,
  name: guard.name,
  prefix: guard.prefix,
  createdAt: guard.createdAt,
  lastSeenAt: guard.lastSeenAt,
  figures: guard.figures,
};

/** False when a guard of that name is there already. */
export async function insertGuard(tx: Tx, row: typeof guard.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(guard).values(row).onConflictDoNothing().returning({ id: guard.id });
  return rows.length > 0;
}

/** The guards of a perimeter that were not revoked, by name. */
export async function guardsOf(tx: Tx, perimeterId: string): Promise<GuardRow[]> {
  return tx
    .select(columns)
    .from(guard)
    .where(and(eq(guard.perimeterId, perimeterId), isNull(guard.revokedAt)))
    .orderBy(asc(guard.name));
}

export async function guardById(tx: Tx, id: string): Promise<GuardRow | null> {
  const [row] = await tx.select(columns).from(guard).where(eq(guard.id, id));
  return row ?? null;
}

export async function guardNamed(tx: Tx, perimeterId: string, name: string): Promise<GuardRow | null> {
  const [row] = await tx
    .select(columns)
    .from(guard)
    .where(
      and(
        eq(guard.perimeterId, perimeterId),
        sql`lower(${guard.name}) = lower(${name})`,
        isNull(guard.revokedAt),
      ),
    );
  return row ?? null;
}

/** The guard that holds a token and whose organization it guards; null when it is unknown or revoked. */
export async function guardOfToken(
  tx: Tx,
  tokenHash: Uint8Array,
): Promise<{ id: string; organizationId: string | null } | null> {
  const [row] = await tx
    .select({ id: guard.id, organizationId: perimeter.organizationId })
    .from(guard)
    .innerJoin(perimeter, eq(perimeter.id, guard.perimeterId))
    .where(and(eq(guard.tokenHash, tokenHash), isNull(guard.revokedAt)));
  return row ?? null;
}

/** Null when the perimeter has no such guard with a token. */
export async function revokeGuardRow(
  tx: Tx,
  perimeterId: string,
  id: string,
  now: Date,
): Promise<string | null> {
  const [row] = await tx
    .update(guard)
    .set({ revokedAt: now })
    .where(and(eq(guard.id, id), eq(guard.perimeterId, perimeterId), isNull(guard.revokedAt)))
    .returning({ name: guard.name });
  return row?.name ?? null;
}

export async function noteGuardSeen(
  tx: Tx,
  id: string,
  seen: { at: Date; figures?: Record<string, unknown> },
): Promise<void> {
  await tx
    .update(guard)
    .set({ lastSeenAt: seen.at, ...(seen.figures && { figures: seen.figures }) })
    .where(eq(guard.id, id));
}

export interface MinuteCounts {
  requests: number;
  blocked: number;
  alerts: number;
}

export async function addToMinute(
  tx: Tx,
  guardId: string,
  minute: Date,
  counts: MinuteCounts,
): Promise<void> {
  const { requests, blocked, alerts } = counts;
  await tx
    .insert(guardMinute)
    .values({ guardId, minute, requests, blocked, alerts })
    .onConflictDoUpdate({
      target: [guardMinute.guardId, guardMinute.minute],
      set: {
        requests: sql`${guardMinute.requests} + ${requests}`,
        blocked: sql`${guardMinute.blocked} + ${blocked}`,
        alerts: sql`${guardMinute.alerts} + ${alerts}`,
      },
    });
}

/** What passed a perimeter's guards after that minute, oldest first; minutes in which nothing did are left out. */
export async function minutesSince(
  tx: Tx,
  perimeterId: string,
  since: Date,
): Promise<(MinuteCounts & { minute: Date })[]> {
  return tx
    .select({
      minute: guardMinute.minute,
      requests: sql<number>`sum(${guardMinute.requests})::float8`,
      blocked: sql<number>`sum(${guardMinute.blocked})::float8`,
      alerts: sql<number>`sum(${guardMinute.alerts})::float8`,
    })
    .from(guardMinute)
    .innerJoin(guard, eq(guard.id, guardMinute.guardId))
    .where(and(eq(guard.perimeterId, perimeterId), gt(guardMinute.minute, since)))
    .groupBy(guardMinute.minute)
    .orderBy(asc(guardMinute.minute));
}

export async function deleteMinutesBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(guardMinute).where(lt(guardMinute.minute, before));
}

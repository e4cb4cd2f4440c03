import { and, asc, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm';
import { guard, guardDecision, perimeter } from '../../db/tables/guards.ts';
import type { Tx } from '../../db/transaction.ts';

export type NewDecision = typeof guardDecision.$inferInsert;

const columns = {
  id: guardDecision.id,
  guardId: guardDecision.guardId,
  guardName: guard.name,
  scope: guardDecision.scope,
  value: guardDecision.value,
  host: guardDecision.host,
  measure: guardDecision.measure,
  scenario: guardDecision.scenario,
  reason: guardDecision.reason,
  evidence: guardDecision.evidence,
  startsAt: guardDecision.startsAt,
  endsAt: guardDecision.endsAt,
  origin: guardDecision.origin,
  shadow: guardDecision.shadow,
  held: guardDecision.held,
  strike: guardDecision.strike,
  endedAt: guardDecision.endedAt,
  endedBy: guardDecision.endedBy,
  endedWhy: guardDecision.endedWhy,
  confirmedAt: guardDecision.confirmedAt,
  confirmedBy: guardDecision.confirmedBy,
  change: guardDecision.change,
};

export type DecisionRow = Awaited<ReturnType<typeof decisionsById>>[number];

export async function decisionsById(tx: Tx, perimeterId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return decisionRows(tx).where(
    and(eq(guardDecision.perimeterId, perimeterId), inArray(guardDecision.id, [...ids])),
  );
}

export async function insertDecisions(tx: Tx, rows: readonly NewDecision[]): Promise<void> {
  if (rows.length > 0) await tx.insert(guardDecision).values([...rows]);
}

export async function updateDecision(
  tx: Tx,
  perimeterId: string,
  id: string,
  change: Partial<
    Pick<NewDecision, 'held' | 'confirmedAt' | 'confirmedBy' | 'endedAt' | 'endedBy' | 'endedWhy' | 'change'>
  >,
): Promise<void> {
  await tx
    .update(guardDecision)
    .set(change)
    .where(and(eq(guardDecision.perimeterId, perimeterId), eq(guardDecision.id, id)));
}

/** What changed after that number, in the order it did; at most `most`. */
export async function changesAfter(
  tx: Tx,
  perimeterId: string,
  change: number,
  most: number,
): Promise<DecisionRow[]> {
  return tx
    .select({ ...columns, evidence: sql<string[]>`'[]'::jsonb` })
    .from(guardDecision)
    .leftJoin(guard, eq(guard.id, guardDecision.guardId))
    .where(and(eq(guardDecision.perimeterId, perimeterId), gt(guardDecision.change, change)))
    .orderBy(asc(guardDecision.change))
    .limit(most);
}

/** The number of the latest change. */
export async function latestChange(tx: Tx, perimeterId: string): Promise<number> {
  const [row] = await tx
    .select({ next: perimeter.nextChange })
    .from(perimeter)
    .where(eq(perimeter.id, perimeterId));
  return (row?.next ?? 1) - 1;
}

/** How many decisions of a guard are live. */
export async function countLiveOf(tx: Tx, perimeterId: string, guardId: string, now: Date): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(guardDecision)
    .where(
      and(
        eq(guardDecision.perimeterId, perimeterId),
        eq(guardDecision.guardId, guardId),
        isNull(guardDecision.endedAt),
        gt(guardDecision.endsAt, now),
      ),
    );
  return row?.count ?? 0;
}

/** The expired and ended ones go when nobody counts their strikes any more. */
export async function deleteDecisionsBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(guardDecision).where(lt(guardDecision.endsAt, before));
}

export interface LiveCounts {
  enforced: number;
  shadow: number;
  held: number;
}

export async function countLive(tx: Tx, perimeterId: string, now: Date): Promise<LiveCounts> {
  const [row] = await tx
    .select({
      enforced: sql<number>`count(*) filter (where not ${guardDecision.shadow} and not ${guardDecision.held})::int`,
      shadow: sql<number>`count(*) filter (where ${guardDecision.shadow})::int`,
      held: sql<number>`count(*) filter (where ${guardDecision.held} and not ${guardDecision.shadow})::int`,
    })
    .from(guardDecision)
    .where(live(perimeterId, now));
  return row ?? { enforced: 0, shadow: 0, held: 0 };
}

/** The live ones, those that wait for a person first, then the newest. */
export async function liveDecisions(
  tx: Tx,
  perimeterId: string,
  now: Date,
  most: number,
): Promise<DecisionRow[]> {
  return decisionRows(tx)
    .where(live(perimeterId, now))
    .orderBy(desc(guardDecision.held), desc(guardDecision.startsAt), asc(guardDecision.id))
    .limit(most);
}

/** Every decision about a value that is still kept, newest first. */
export async function decisionsAbout(
  tx: Tx,
  perimeterId: string,
  value: string,
  most: number,
): Promise<DecisionRow[]> {
  return decisionRows(tx)
    .where(and(eq(guardDecision.perimeterId, perimeterId), eq(guardDecision.value, value)))
    .orderBy(desc(guardDecision.startsAt), asc(guardDecision.id))
    .limit(most);
}

/** With the name of the guard that decided, where one did. */
const decisionRows = (tx: Tx) =>
  tx.select(columns).from(guardDecision).leftJoin(guard, eq(guard.id, guardDecision.guardId));

const live = (perimeterId: string, now: Date) =>
  and(
    eq(guardDecision.perimeterId, perimeterId),
    isNull(guardDecision.endedAt),
    gt(guardDecision.endsAt, now),
  );

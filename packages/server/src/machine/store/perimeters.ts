import { eq, isNull, sql } from 'drizzle-orm';
import { perimeter } from '../../db/tables/guards.ts';
import type { Tx } from '../../db/transaction.ts';
import { newId } from '../../id.ts';

export type PerimeterRow = typeof perimeter.$inferSelect;

const of = (organizationId: string | null) =>
  organizationId === null ? isNull(perimeter.organizationId) : eq(perimeter.organizationId, organizationId);

/** The perimeter of an organization, or of this server for null; null while it has no guard. */
export async function perimeterOf(tx: Tx, organizationId: string | null): Promise<PerimeterRow | null> {
  const [row] = await tx.select().from(perimeter).where(of(organizationId));
  return row ?? null;
}

/** As `perimeterOf`, made if there is none. Two who ask at once get the same. */
export async function openPerimeter(tx: Tx, organizationId: string | null, now: Date): Promise<PerimeterRow> {
  await tx
    .insert(perimeter)
    .values({ id: newId(now), organizationId, createdAt: now })
    .onConflictDoNothing();
  const row = await perimeterOf(tx, organizationId);
  if (!row) throw new Error('Expected a perimeter after inserting it, found none.');
  return row;
}

/** Nobody else changes decisions of the perimeter until the transaction ends. */
export async function lockPerimeter(tx: Tx, id: string): Promise<void> {
  await tx.select({ id: perimeter.id }).from(perimeter).where(eq(perimeter.id, id)).for('no key update');
}

/** The number of the next change, and of those that follow it up to `count`. Others who want one wait. */
export async function takeChanges(tx: Tx, id: string, count: number): Promise<number> {
  const [row] = await tx
    .update(perimeter)
    .set({ nextChange: sql`${perimeter.nextChange} + ${count}` })
    .where(eq(perimeter.id, id))
    .returning({ next: perimeter.nextChange });
  if (!row) throw new Error(`Expected a perimeter with id ${id}, found none.`);
  return row.next - count;
}

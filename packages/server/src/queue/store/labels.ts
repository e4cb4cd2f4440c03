import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { bugLabel } from '../../db/tables/bugs.ts';
import { label } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

/** The labels on these bugs, by name. */
export async function labelsOf(tx: Tx, bugIds: readonly string[]) {
  if (bugIds.length === 0) return [];
  return tx
    .select({ bugId: bugLabel.bugId, id: label.id, name: label.name, colour: label.colour })
    .from(bugLabel)
    .innerJoin(label, eq(label.id, bugLabel.labelId))
    .where(inArray(bugLabel.bugId, [...bugIds]))
    .orderBy(asc(sql`lower(${label.name})`));
}

export async function addLabels(tx: Tx, bugId: string, labelIds: readonly string[]): Promise<void> {
  if (labelIds.length === 0) return;
  await tx
    .insert(bugLabel)
    .values(labelIds.map((labelId) => ({ bugId, labelId })))
    .onConflictDoNothing();
}

export async function removeLabels(tx: Tx, bugId: string, labelIds: readonly string[]): Promise<void> {
  if (labelIds.length === 0) return;
  await tx.delete(bugLabel).where(and(eq(bugLabel.bugId, bugId), inArray(bugLabel.labelId, [...labelIds])));
}

import { desc, eq } from 'drizzle-orm';
import { appeal } from '../../db/tables/operation.ts';
import type { Tx } from '../../db/transaction.ts';

export async function insertAppeal(tx: Tx, row: typeof appeal.$inferInsert): Promise<void> {
  await tx.insert(appeal).values(row);
}

/** The latest appeal about a report, or null. */
export async function latestAppeal(tx: Tx, reportId: string) {
  const [row] = await tx
    .select({
      id: appeal.id,
      createdAt: appeal.createdAt,
      outcome: appeal.outcome,
      answer: appeal.answer,
      decidedAt: appeal.decidedAt,
    })
    .from(appeal)
    .where(eq(appeal.reportId, reportId))
    .orderBy(desc(appeal.id))
    .limit(1);
  return row ?? null;
}
export type AppealRow = NonNullable<Awaited<ReturnType<typeof latestAppeal>>>;

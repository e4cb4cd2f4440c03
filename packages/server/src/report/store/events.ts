import { and, asc, eq } from 'drizzle-orm';
import { bugEvent } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';

/** What happened to a bug as far as its reporters may know, oldest first. */
export async function reporterEvents(tx: Tx, bugId: string) {
  return tx
    .select({ id: bugEvent.id, type: bugEvent.type, at: bugEvent.at, content: bugEvent.content })
    .from(bugEvent)
    .where(and(eq(bugEvent.bugId, bugId), eq(bugEvent.audience, 'reporter')))
    .orderBy(asc(bugEvent.id))
    .limit(1000);
}
export type ReporterEvent = Awaited<ReturnType<typeof reporterEvents>>[number];

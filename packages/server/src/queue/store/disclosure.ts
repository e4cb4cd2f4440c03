import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { disclosureRequest, report } from '../../db/tables/bugs.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import { type SafeHtml, trustStoredHtml } from '../../markdown/safe-html.ts';

export type NewRequest = typeof disclosureRequest.$inferInsert;

export async function insertRequest(tx: Tx, row: NewRequest): Promise<void> {
  await tx.insert(disclosureRequest).values(row);
}

export async function endRequest(
  tx: Tx,
  id: string,
  outcome: 'published' | 'declined' | 'withdrawn',
  now: Date,
): Promise<void> {
  await tx.update(disclosureRequest).set({ outcome, endedAt: now }).where(eq(disclosureRequest.id, id));
}

export type RequestRow = NonNullable<Awaited<ReturnType<typeof openRequest>>>;

const columns = {
  id: disclosureRequest.id,
  side: disclosureRequest.side,
  level: disclosureRequest.level,
  summaryMarkdown: disclosureRequest.summaryMarkdown,
  // Only ever written from what `renderMarkdown` made.
  summaryHtml: sql<SafeHtml>`${disclosureRequest.summaryHtml}`.mapWith(trustStoredHtml),
  requestedAt: disclosureRequest.requestedAt,
  requesterHandle: person.handle,
  requesterName: person.displayName,
};

/** The request that waits for an answer, or null. */
export async function openRequest(tx: Tx, bugId: string) {
  const [row] = await tx
    .select(columns)
    .from(disclosureRequest)
    .leftJoin(person, eq(person.id, disclosureRequest.requestedBy))
    .where(and(eq(disclosureRequest.bugId, bugId), isNull(disclosureRequest.outcome)));
  return row ?? null;
}

/** What a public bug was published with; null for one that was public from the start. */
export async function lastPublished(tx: Tx, bugId: string) {
  const [row] = await tx
    .select(columns)
    .from(disclosureRequest)
    .leftJoin(person, eq(person.id, disclosureRequest.requestedBy))
    .where(and(eq(disclosureRequest.bugId, bugId), eq(disclosureRequest.outcome, 'published')))
    .orderBy(desc(disclosureRequest.id))
    .limit(1);
  return row ?? null;
}

/** Whether any of the reports filed under the bug has somebody behind it: an account, or a claim phrase. */
export async function hasReporter(tx: Tx, bugId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: report.id })
    .from(report)
    .where(
      and(
        eq(report.bugId, bugId),
        sql`(${report.reporterId} is not null or ${report.claimHash} is not null)`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}

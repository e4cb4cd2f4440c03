import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { bug, report, sighting } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';
import { type SafeHtml, trustStoredHtml } from '../../markdown/safe-html.ts';

type Rendered = 'bodyHtml' | 'stepsHtml' | 'impactHtml';
export type ReportRow = Omit<typeof report.$inferSelect, 'claimHash' | Rendered> & {
  [Column in Rendered]: SafeHtml;
} & { isAnonymous: boolean };

/** The columns that `renderMarkdown` alone writes. */
const trusted = (column: PgColumn) => sql<SafeHtml>`${column}`.mapWith(trustStoredHtml);

const columns = {
  id: report.id,
  bugId: report.bugId,
  reporterId: report.reporterId,
  creditPublic: report.creditPublic,
  title: report.title,
  location: report.location,
  bodyMarkdown: report.bodyMarkdown,
  bodyHtml: trusted(report.bodyHtml),
  stepsMarkdown: report.stepsMarkdown,
  stepsHtml: trusted(report.stepsHtml),
  impactMarkdown: report.impactMarkdown,
  impactHtml: trusted(report.impactHtml),
  rendererVersion: report.rendererVersion,
  httpExchange: report.httpExchange,
  cvssVector: report.cvssVector,
  weakness: report.weakness,
  version: report.version,
  createdAt: report.createdAt,
  updatedAt: report.updatedAt,
  withdrawnAt: report.withdrawnAt,
};

/** Whoever reported it: the caller asks `can` before anything of it is shown. */
export async function unscopedReportById(tx: Tx, id: string): Promise<ReportRow | null> {
  const [row] = await tx
    .select({ ...columns, isAnonymous: sql<boolean>`${report.reporterId} is null` })
    .from(report)
    .where(eq(report.id, id));
  return row ?? null;
}

export async function setWithdrawn(tx: Tx, reportId: string, now: Date): Promise<void> {
  await tx
    .update(report)
    .set({ withdrawnAt: now })
    .where(and(eq(report.id, reportId), isNull(report.withdrawnAt)));
}

/** Whether anybody or anything still sees the bug beside withdrawn reports. */
export async function hasLivingSighting(tx: Tx, bugId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: sighting.id })
    .from(sighting)
    .leftJoin(report, eq(report.id, sighting.reportId))
    .where(and(eq(sighting.bugId, bugId), isNull(report.withdrawnAt)))
    .limit(1);
  return rows.length > 0;
}

/** What the bug can be found by, after its report was edited. Location is kept in front, as when it was filed. */
export async function setSearchBody(tx: Tx, bugId: string, text: string): Promise<void> {
  await tx.update(bug).set({ searchBody: text }).where(eq(bug.id, bugId));
}

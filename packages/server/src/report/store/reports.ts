import { and, count, desc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { bug, report, reportRevision } from '../../db/tables/bugs.ts';
import { organization } from '../../db/tables/organizations.ts';
import type { Tx } from '../../db/transaction.ts';

/** The report a claim phrase opens; null when there is none, or when somebody has adopted it. */
export async function reportIdByClaim(tx: Tx, claimHash: Uint8Array): Promise<string | null> {
  const [row] = await tx
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.claimHash, claimHash), isNull(report.reporterId)));
  return row?.id ?? null;
}

/** Whether the report still belongs to whoever holds its phrase. */
export async function isClaimable(tx: Tx, reportId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: report.id })
    .from(report)
    .where(and(eq(report.id, reportId), isNull(report.reporterId), isNotNull(report.claimHash)));
  return rows.length > 0;
}

/** Gives an anonymous report to a person; its phrase opens it no longer. Answers whether it was still anonymous. */
export async function giveReport(tx: Tx, reportId: string, personId: string): Promise<boolean> {
  const given = await tx
    .update(report)
    .set({ reporterId: personId, claimHash: null })
    .where(and(eq(report.id, reportId), isNull(report.reporterId)))
    .returning({ id: report.id });
  return given.length > 0;
}

/** A report of the person with the same words, filed since: what a form sent twice has made. */
export async function sameReportOf(
  tx: Tx,
  reporter: { personId: string } | { reportId: string },
  words: { title: string; body: string; location: string },
  since: Date,
): Promise<string | null> {
  const owner =
    'personId' in reporter ? eq(report.reporterId, reporter.personId) : eq(report.id, reporter.reportId);
  const [row] = await tx
    .select({ id: report.id })
    .from(report)
    .where(
      and(
        owner,
        gt(report.createdAt, since),
        eq(report.title, words.title),
        eq(report.bodyMarkdown, words.body),
        eq(report.location, words.location),
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

/** How many reports of anybody carry this text since then. */
export async function countSameText(tx: Tx, body: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ reports: count() })
    .from(report)
    .where(and(gt(report.createdAt, since), eq(report.bodyMarkdown, body)));
  return row?.reports ?? 0;
}

export async function countReportsOf(tx: Tx, personId: string, since: Date): Promise<number> {
  const [row] = await tx
    .select({ reports: count() })
    .from(report)
    .where(and(eq(report.reporterId, personId), gt(report.createdAt, since)));
  return row?.reports ?? 0;
}

const listed = {
  id: report.id,
  title: report.title,
  createdAt: report.createdAt,
  withdrawnAt: report.withdrawnAt,
  state: bug.state,
  stateChangedAt: bug.stateChangedAt,
  kind: bug.kind,
  severity: bug.severity,
  disclosure: bug.disclosure,
  heldAt: bug.heldAt,
  number: bug.number,
  key: organization.key,
  organizationName: organization.name,
};

export type ListedReport = Awaited<ReturnType<typeof reportsOf>>[number];

/** A person's reports, latest first, after a cursor. */
export async function reportsOf(
  tx: Tx,
  personId: string,
  { before, limit }: { before: string | null; limit: number },
) {
  return tx
    .select(listed)
    .from(report)
    .innerJoin(bug, eq(bug.id, report.bugId))
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(and(eq(report.reporterId, personId), before === null ? undefined : lt(report.id, before)))
    .orderBy(desc(report.id))
    .limit(limit);
}

export interface ReportTexts {
  title: string;
  bodyMarkdown: string;
  bodyHtml: string;
  stepsMarkdown: string;
  stepsHtml: string;
  impactMarkdown: string;
  impactHtml: string;
  rendererVersion: number;
  httpExchange: string;
  cvssVector: string | null;
  weakness: number | null;
  creditPublic: boolean;
}

/** Writes the next version when the report is still at the expected one; answers whether it was. */
export async function writeVersion(
  tx: Tx,
  reportId: string,
  expectedVersion: number,
  texts: ReportTexts,
  now: Date,
): Promise<boolean> {
  const written = await tx
    .update(report)
    .set({ ...texts, version: sql`${report.version} + 1`, updatedAt: now })
    .where(and(eq(report.id, reportId), eq(report.version, expectedVersion)))
    .returning({ id: report.id });
  return written.length > 0;
}

export async function insertRevision(tx: Tx, row: typeof reportRevision.$inferInsert): Promise<void> {
  await tx.insert(reportRevision).values(row);
}

/** Earlier versions, latest first. */
export async function revisionsOf(tx: Tx, reportId: string) {
  return tx
    .select({
      version: reportRevision.version,
      content: reportRevision.content,
      writtenAt: reportRevision.writtenAt,
    })
    .from(reportRevision)
    .where(eq(reportRevision.reportId, reportId))
    .orderBy(desc(reportRevision.version))
    .limit(200);
}

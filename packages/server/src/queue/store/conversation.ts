import { asc, eq, inArray, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { comment, note, report, sighting } from '../../db/tables/bugs.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';
import { type SafeHtml, trustStoredHtml } from '../../markdown/safe-html.ts';

export async function insertComment(tx: Tx, row: typeof comment.$inferInsert): Promise<void> {
  await tx.insert(comment).values(row);
}

export async function insertNote(tx: Tx, row: typeof note.$inferInsert): Promise<void> {
  await tx.insert(note).values(row);
}

// These columns are only ever written from what `renderMarkdown` made.
const trusted = (column: PgColumn) => sql<SafeHtml>`${column}`.mapWith(trustStoredHtml);

const author = { authorHandle: person.handle, authorName: person.displayName };

/** The conversation of one report, oldest first. */
export async function commentsOfReport(tx: Tx, reportId: string) {
  return commentsOfReports(tx, [reportId]);
}

export type CommentRow = Awaited<ReturnType<typeof commentsOfReports>>[number];

/** The conversations of these reports, oldest first. */
export async function commentsOfReports(tx: Tx, reportIds: readonly string[]) {
  if (reportIds.length === 0) return [];
  return tx
    .select({
      id: comment.id,
      reportId: comment.reportId,
      authorId: comment.authorId,
      authorRole: comment.authorRole,
      bodyHtml: trusted(comment.bodyHtml),
      createdAt: comment.createdAt,
      ...author,
    })
    .from(comment)
    .leftJoin(person, eq(person.id, comment.authorId))
    .where(inArray(comment.reportId, [...reportIds]))
    .orderBy(asc(comment.id))
    .limit(2000);
}

/** The bug an internal note is about, and who wrote it; or null. */
export async function noteById(
  tx: Tx,
  id: string,
): Promise<{ bugId: string; authorId: string | null } | null> {
  const [row] = await tx
    .select({ bugId: note.bugId, authorId: note.authorId })
    .from(note)
    .where(eq(note.id, id));
  return row ?? null;
}

export type NoteRow = Awaited<ReturnType<typeof notesOf>>[number];

/** Internal notes of a bug, oldest first: only for those who may read its inside. */
export async function notesOf(tx: Tx, bugId: string) {
  return tx
    .select({
      id: note.id,
      authorId: note.authorId,
      bodyHtml: trusted(note.bodyHtml),
      createdAt: note.createdAt,
      ...author,
    })
    .from(note)
    .leftJoin(person, eq(person.id, note.authorId))
    .where(eq(note.bugId, bugId))
    .orderBy(asc(note.id))
    .limit(2000);
}

export type SightingRow = Awaited<ReturnType<typeof sightingsUnder>>[number];

/** What stands under a bug now, oldest first, with the reports among it; merged ones included. */
export async function sightingsUnder(tx: Tx, bugId: string) {
  return tx
    .select({
      id: sighting.id,
      filedUnder: sighting.filedUnder,
      type: sighting.type,
      source: sighting.source,
      seenAt: sighting.seenAt,
      place: sighting.place,
      evidence: sighting.evidence,
      report: {
        id: report.id,
        reporterId: report.reporterId,
        creditPublic: report.creditPublic,
        title: report.title,
        location: report.location,
        bodyHtml: trusted(report.bodyHtml),
        stepsHtml: trusted(report.stepsHtml),
        impactHtml: trusted(report.impactHtml),
        httpExchange: report.httpExchange,
        version: report.version,
        createdAt: report.createdAt,
        updatedAt: report.updatedAt,
        withdrawnAt: report.withdrawnAt,
      },
      reporterHandle: person.handle,
      reporterName: person.displayName,
    })
    .from(sighting)
    .leftJoin(report, eq(report.id, sighting.reportId))
    .leftJoin(person, eq(person.id, report.reporterId))
    .where(eq(sighting.bugId, bugId))
    .orderBy(asc(sighting.seenAt), asc(sighting.id))
    .limit(500);
}

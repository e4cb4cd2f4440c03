import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { attachment, bug, bugEvent } from '../../db/tables/bugs.ts';
import { asset, organization } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

export type EventRow = Awaited<ReturnType<typeof eventsOf>>[number];

/** What happened to a bug, oldest first: everything, or what reporters may know of. */
export async function eventsOf(tx: Tx, bugId: string, audience: 'members' | 'reporter') {
  return tx
    .select({
      id: bugEvent.id,
      type: bugEvent.type,
      at: bugEvent.at,
      actorKind: bugEvent.actorKind,
      content: bugEvent.content,
      actorHandle: person.handle,
      actorName: person.displayName,
    })
    .from(bugEvent)
    .leftJoin(person, eq(person.id, bugEvent.actorId))
    .where(
      and(eq(bugEvent.bugId, bugId), audience === 'reporter' ? eq(bugEvent.audience, 'reporter') : undefined),
    )
    .orderBy(asc(bugEvent.id))
    .limit(2000);
}

export type AttachmentRow = Awaited<ReturnType<typeof attachmentsOf>>[number];

/** Files of these reports, comments and notes, in the order they came. */
export async function attachmentsOf(
  tx: Tx,
  of: { reportIds: readonly string[]; commentIds: readonly string[]; noteIds: readonly string[] },
) {
  const within = [
    of.reportIds.length > 0 ? inArray(attachment.reportId, [...of.reportIds]) : undefined,
    of.commentIds.length > 0 ? inArray(attachment.commentId, [...of.commentIds]) : undefined,
    of.noteIds.length > 0 ? inArray(attachment.noteId, [...of.noteIds]) : undefined,
  ].filter((condition) => condition !== undefined);
  if (within.length === 0) return [];
  return tx
    .select({
      id: attachment.id,
      reportId: attachment.reportId,
      commentId: attachment.commentId,
      noteId: attachment.noteId,
      fileName: attachment.fileName,
      mediaType: attachment.mediaType,
      isImage: attachment.isImage,
      width: attachment.width,
      height: attachment.height,
      bytes: attachment.bytes,
    })
    .from(attachment)
    .where(or(...within))
    .orderBy(asc(attachment.id))
    .limit(500);
}

export interface BriefBug {
  key: string;
  number: number;
  title: string;
  state: (typeof bug.$inferSelect)['state'];
}

/** Bugs merged straight into this one; for those who may read its inside. */
export async function duplicatesBrief(tx: Tx, bugId: string): Promise<BriefBug[]> {
  return tx
    .select({ key: organization.key, number: bug.number, title: bug.title, state: bug.state })
    .from(bug)
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(eq(bug.duplicateOf, bugId))
    .orderBy(asc(bug.number))
    .limit(200);
}

export interface PeopleAndAsset {
  assigneeHandle: string | null;
  assigneeName: string | null;
  assetName: string | null;
}

export async function peopleAndAsset(tx: Tx, bugId: string): Promise<PeopleAndAsset> {
  const [row] = await tx
    .select({
      assigneeHandle: person.handle,
      assigneeName: sql<string | null>`coalesce(nullif(${person.displayName}, ''), ${person.handle})`,
      assetName: asset.name,
    })
    .from(bug)
    .leftJoin(person, eq(person.id, bug.assigneeId))
    .leftJoin(asset, eq(asset.id, bug.assetId))
    .where(eq(bug.id, bugId));
  return row ?? { assigneeHandle: null, assigneeName: null, assetName: null };
}

import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { attachment } from '../db/tables/bugs.ts';
import type { Tx } from '../db/transaction.ts';
import type { FileUsage } from './limits.ts';

const columns = {
  id: attachment.id,
  draftId: attachment.draftId,
  reportId: attachment.reportId,
  commentId: attachment.commentId,
  noteId: attachment.noteId,
  fileName: attachment.fileName,
  mediaType: attachment.mediaType,
  isImage: attachment.isImage,
  width: attachment.width,
  height: attachment.height,
  bytes: attachment.bytes,
  createdAt: attachment.createdAt,
};

export type AttachmentRow = Pick<typeof attachment.$inferSelect, keyof typeof columns>;

/** What a file hangs on. */
export type AttachedTo =
  | { draftId: string }
  | { reportId: string }
  | { commentId: string }
  | { noteId: string };

export async function insertAttachment(tx: Tx, row: typeof attachment.$inferInsert): Promise<AttachmentRow> {
  const [inserted] = await tx.insert(attachment).values(row).returning(columns);
  if (!inserted) throw new Error('Expected the inserted attachment back, got no row.');
  return inserted;
}

/** Whoever it belongs to: the caller asks for what it hangs on before anything of it is shown. */
export async function unscopedAttachmentById(tx: Tx, id: string): Promise<AttachmentRow | null> {
  const [row] = await tx.select(columns).from(attachment).where(eq(attachment.id, id));
  return row ?? null;
}

/** In the order they came. */
export async function attachmentsOf(tx: Tx, owner: AttachedTo): Promise<AttachmentRow[]> {
  return tx.select(columns).from(attachment).where(hangsOn(owner)).orderBy(attachment.id).limit(100);
}

/** Answers whether there was such a file on that owner. */
export async function deleteAttachment(tx: Tx, owner: AttachedTo, id: string): Promise<boolean> {
  const deleted = await tx
    .delete(attachment)
    .where(and(hangsOn(owner), eq(attachment.id, id)))
    .returning({ id: attachment.id });
  return deleted.length > 0;
}

/** The draft was filed: its files go to the report. */
export async function moveAttachments(tx: Tx, draftId: string, reportId: string): Promise<void> {
  await tx.update(attachment).set({ draftId: null, reportId }).where(eq(attachment.draftId, draftId));
}

/** What hangs on the owner already, and what that person and everybody uploaded since. */
export async function fileUsage(
  tx: Tx,
  { owner, uploaderId, since }: { owner: AttachedTo; uploaderId: string | null; since: Date },
): Promise<FileUsage> {
  const sum = sql<number>`coalesce(sum(${attachment.bytes}), 0)::float8`;
  const [own] = await tx
    .select({ files: sql<number>`count(*)::int`, bytes: sum })
    .from(attachment)
    .where(hangsOn(owner));
  const uploader =
    uploaderId === null ? isNull(attachment.uploaderId) : eq(attachment.uploaderId, uploaderId);
  const [recent] = await tx
    .select({
      uploader: sql<number>`coalesce(sum(${attachment.bytes}) filter (where ${uploader}), 0)::float8`,
      all: sum,
    })
    .from(attachment)
    .where(gt(attachment.createdAt, since));
  return {
    reportFiles: own?.files ?? 0,
    reportBytes: own?.bytes ?? 0,
    isAnonymous: uploaderId === null,
    uploaderBytes: recent?.uploader ?? 0,
    instanceBytes: recent?.all ?? 0,
  };
}

/** Those of the ids that no attachment has. */
export async function idsWithoutAttachment(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const known = await tx
    .select({ id: attachment.id })
    .from(attachment)
    .where(inArray(attachment.id, [...ids]));
  const have = new Set(known.map(({ id }) => id));
  return ids.filter((id) => !have.has(id));
}

function hangsOn(owner: AttachedTo) {
  if ('draftId' in owner) return eq(attachment.draftId, owner.draftId);
  if ('reportId' in owner) return eq(attachment.reportId, owner.reportId);
  if ('commentId' in owner) return eq(attachment.commentId, owner.commentId);
  return eq(attachment.noteId, owner.noteId);
}

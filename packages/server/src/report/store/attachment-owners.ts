import { eq } from 'drizzle-orm';
import { comment, note } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';

/** The report whose conversation a comment stands in, and who wrote it; or null. */
export async function ownerOfComment(
  tx: Tx,
  commentId: string,
): Promise<{ reportId: string; authorId: string | null } | null> {
  const [row] = await tx
    .select({ reportId: comment.reportId, authorId: comment.authorId })
    .from(comment)
    .where(eq(comment.id, commentId));
  return row ?? null;
}

/** The bug an internal note is about, or null. */
export async function ownerOfNote(tx: Tx, noteId: string): Promise<string | null> {
  const [row] = await tx.select({ id: note.bugId }).from(note).where(eq(note.id, noteId));
  return row?.id ?? null;
}

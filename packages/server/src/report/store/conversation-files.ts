import { asc, eq } from 'drizzle-orm';
import { attachment, comment } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';

/** Files that were sent with the comments of a report's conversation. */
export async function filesOfConversation(tx: Tx, reportId: string) {
  return tx
    .select({
      id: attachment.id,
      commentId: comment.id,
      fileName: attachment.fileName,
      mediaType: attachment.mediaType,
      isImage: attachment.isImage,
      bytes: attachment.bytes,
      width: attachment.width,
      height: attachment.height,
    })
    .from(attachment)
    .innerJoin(comment, eq(comment.id, attachment.commentId))
    .where(eq(comment.reportId, reportId))
    .orderBy(asc(attachment.id))
    .limit(500);
}
export type ConversationFile = Awaited<ReturnType<typeof filesOfConversation>>[number];

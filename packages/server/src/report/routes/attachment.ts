import { z } from 'zod';
import type { Tx } from '../../db/transaction.ts';
import { serveFile } from '../../files/serve.ts';
import { type AttachmentRow, unscopedAttachmentById } from '../../files/store.ts';
import { isId } from '../../id.ts';
import { can } from '../../permission/can.ts';
import { loadBugById } from '../../queue/load-bug.ts';
import { loadReport } from '../../queue/load-report.ts';
import { urls } from '../../urls.ts';
import type { Reply } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import type { ReportDeps } from '../routes.ts';
import { ownerOfComment, ownerOfNote } from '../store/attachment-owners.ts';
import { draftById } from '../store/drafts.ts';
import { reachOf } from './draft-cookie.ts';

const params = z.object({ id: z.string() });

/** 'anyone' said aloud: who may read a file is who may read what it hangs on, asked in `readableFile`. */
export const attachmentRoutes = ({ files }: ReportDeps): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.attachment,
    actor: 'cookie',
    permission: 'anyone',
    params,
    load: readableFile,
    handle: async ({ loaded }): Promise<Reply> => ({
      type: 'file',
      ...(await serveFile(files, loaded, 'content')),
    }),
  }),
  route({
    method: 'GET',
    url: urls.attachmentPreview,
    actor: 'cookie',
    permission: 'anyone',
    params,
    load: async (context) => {
      const file = await readableFile(context);
      return file?.isImage ? file : null;
    },
    handle: async ({ loaded }): Promise<Reply> => ({
      type: 'file',
      ...(await serveFile(files, loaded, 'preview')),
    }),
  }),
];

/** The file when the actor may read the draft, report, comment or note it hangs on; else null. */
export async function readableFile(context: Context<{ id: string }>): Promise<AttachmentRow | null> {
  const { tx, params } = context;
  const file = isId(params.id) ? await unscopedAttachmentById(tx, params.id) : null;
  if (!file) return null;
  return (await mayRead(tx, context, file)) ? file : null;
}

async function mayRead(tx: Tx, context: Context, file: AttachmentRow): Promise<boolean> {
  const { actor } = context;
  if (file.draftId !== null) {
    const reach = reachOf(context);
    return reach !== null && (await draftById(tx, reach, file.draftId)) !== null;
  }
  if (file.noteId !== null) {
    const bugId = await ownerOfNote(tx, file.noteId);
    const bug = bugId === null ? null : await loadBugById(tx, bugId);
    return bug !== null && can(actor, 'bug.read-internal', bug.object);
  }
  const comment = file.commentId === null ? null : await ownerOfComment(tx, file.commentId);
  const reportId = comment ? comment.reportId : file.reportId;
  const report = reportId === null ? null : await loadReport(tx, reportId);
  return report !== null && can(actor, 'report.read', report.object);
}

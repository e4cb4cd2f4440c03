import { z } from 'zod';
import { attachAll } from '../../files/attach-uploads.ts';
import type { FileStore } from '../../files/file-store.ts';
import { serveFile } from '../../files/serve.ts';
import { attachmentsOf } from '../../files/store.ts';
import { isId } from '../../id.ts';
import { personId } from '../../permission/actor.ts';
import { attachmentResource, attachmentSchema } from '../../queue/api/attachment-resource.ts';
import { uploadBody, uploadedFile } from '../../queue/api/upload.ts';
import { loadReport } from '../../queue/load-report.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { json, type Reply } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { reportWords } from '../../words/report.ts';
import { readableFile } from '../routes/attachment.ts';
import { aboutReport } from '../routes/load.ts';
import { ownerOfComment } from '../store/attachment-owners.ts';

const tag = 'Reports';

export const attachmentsApi = (files: FileStore): readonly AnyRoute[] => [
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.apiReportAttachments,
    actor: 'bearer',
    permission: 'report.read',
    handle: async ({ tx, loaded }) =>
      json({ items: (await attachmentsOf(tx, { reportId: loaded.report.id })).map(attachmentResource) }),
    api: {
      summary: 'The files of a report',
      tag,
      responses: {
        200: { schema: z.object({ items: z.array(attachmentSchema) }), description: 'The oldest first.' },
      },
    },
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.apiReportAttachments,
    actor: 'bearer',
    permission: 'report.edit',
    rate: 'upload',
    body: uploadBody,
    async handle({ tx, actor, now, loaded, files: uploads }) {
      const owner = { reportId: loaded.report.id };
      const upload = uploadedFile(uploads);
      const kept = await attachAll(tx, files, [upload], { owner, uploaderId: personId(actor) }, now);
      return json(kept.map(attachmentResource)[0], 201);
    },
    api: {
      summary: 'Attach a file to your report',
      description: 'One file as multipart/form-data. Pictures are made anew and lose their metadata.',
      tag,
      idempotent: true,
      responses: { 201: { schema: attachmentSchema, description: 'Attached.' } },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiCommentAttachments,
    actor: 'bearer',
    permission: 'report.comment',
    params: z.object({ id: z.string() }),
    rate: 'upload',
    body: uploadBody,
    async load({ tx, params: { id } }) {
      const comment = isId(id) ? await ownerOfComment(tx, id) : null;
      const report = comment && (await loadReport(tx, comment.reportId));
      return comment && report && { authorId: comment.authorId, report };
    },
    object: ({ report }) => report.object,
    async handle({ tx, actor, now, params, loaded: { authorId }, files: uploads }) {
      const upload = uploadedFile(uploads);
      const { id } = requirePerson(actor);
      if (authorId !== id) throw new Refusal('forbidden', reportWords.errors.othersComment);
      const target = { owner: { commentId: params.id }, uploaderId: id };
      const kept = await attachAll(tx, files, [upload], target, now);
      return json(kept.map(attachmentResource)[0], 201);
    },
    api: {
      summary: 'Attach a file to what you wrote in a conversation',
      description: 'One file as multipart/form-data. Whoever reads the comment reads the file.',
      tag,
      idempotent: true,
      responses: { 201: { schema: attachmentSchema, description: 'Attached.' } },
    },
  }),
  route({
    method: 'GET',
    url: urls.apiAttachment,
    actor: 'bearer',
    // 'anyone' said aloud: who may read a file is who may read what it hangs on.
    permission: 'anyone',
    params: z.object({ id: z.string() }),
    load: readableFile,
    handle: async ({ loaded }): Promise<Reply> => ({
      type: 'file',
      ...(await serveFile(files, loaded, 'content')),
    }),
    api: {
      summary: 'The content of a file',
      tag,
      responses: { 200: { schema: null, description: 'The file, in its media type.' } },
    },
  }),
];

import { z } from 'zod';
import { attachAll } from '../../files/attach-uploads.ts';
import type { FileStore } from '../../files/file-store.ts';
import { fileLimits } from '../../files/limits.ts';
import { prepareFile } from '../../files/prepare.ts';
import { serveFile } from '../../files/serve.ts';
import { attachmentsOf } from '../../files/store.ts';
import { personId } from '../../permission/actor.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { json, type Reply } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { reportWords } from '../../words/report.ts';
import { readableFile } from '../routes/attachment.ts';
import { aboutReport } from '../routes/load.ts';
import { attachmentResource, attachmentSchema } from './report-resource.ts';

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
    body: {
      type: 'multipart',
      schema: z.object({}),
      maxBytes: fileLimits.perFile + 100_000,
      maxFiles: 1,
      maxFileBytes: fileLimits.perFile,
      prepareFile,
    },
    async handle(context) {
      const { tx, actor, now, loaded } = context;
      const target = { owner: { reportId: loaded.report.id }, uploaderId: personId(actor) };
      const [file] = await attachAll(tx, files, context.files, target, now);
      if (!file) throw new Refusal('invalid', reportWords.errors.noFile);
      return json(attachmentResource(file), 201);
    },
    api: {
      summary: 'Attach a file to your report',
      description: 'One file as multipart/form-data. Pictures are made anew and lose their metadata.',
      tag,
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

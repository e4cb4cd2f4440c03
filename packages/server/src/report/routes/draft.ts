import { z } from 'zod';
import { removeFiles } from '../../files/attach.ts';
import { attachUploads } from '../../files/attach-uploads.ts';
import { isId } from '../../id.ts';
import { personId } from '../../permission/actor.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { json, redirect } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { reportWords } from '../../words/report.ts';
import { contentOf } from '../content.ts';
import { findDraft, saveDraft } from '../draft.ts';
import type { ReportDeps } from '../routes.ts';
import { deleteDraft } from '../store/drafts.ts';
import { ensureReach, reachOf } from './draft-cookie.ts';
import { formBody, postedForm } from './posted-form.ts';

export const draftRoutes = ({ files }: ReportDeps): readonly AnyRoute[] => [
  route({
    // What a form needs whose session ended while somebody typed: a token of whoever the browser is now.
    method: 'GET',
    url: urls.reportDraft,
    actor: 'cookie',
    permission: 'report.create',
    handle: async (context) => json({ token: context.formToken }),
  }),
  route({
    method: 'POST',
    url: urls.reportDraft,
    actor: 'cookie',
    permission: 'report.create',
    body: formBody,
    async handle(context) {
      const { draft, content } = postedForm(context.body);
      const saved = await saveDraft(context.tx, ensureReach(context), { id: draft, content }, context.now);
      return json({ draft: saved.id });
    },
  }),
  route({
    method: 'POST',
    url: urls.reportFiles,
    actor: 'cookie',
    permission: 'report.create',
    rate: 'upload',
    query: z.object({ draft: z.string().max(36) }),
    body: { ...formBody, maxFiles: 1, maxBytes: formBody.maxFileBytes + 100_000 },
    async handle(context) {
      const { tx, now } = context;
      const reach = ensureReach(context);
      const { draft: id } = context.query;
      const content = (await findDraft(tx, reach, id))?.content ?? contentOf({});
      const draft = await saveDraft(tx, reach, { id, content }, now);
      const owner = { draftId: draft.id };
      const uploaderId = personId(context.actor);
      const { attached, errors } = await attachUploads(tx, files, context.files, { owner, uploaderId }, now);
      const [file] = attached;
      if (file)
        return json({
          id: file.id,
          name: file.fileName,
          url: link(urls.attachment, { id: file.id }),
          image: file.isImage,
          draft: draft.id,
        });
      throw new Refusal('too-large', errors[0]?.message ?? reportWords.errors.empty, { fields: errors });
    },
  }),
  route({
    method: 'POST',
    url: urls.reportDraftRemoval,
    actor: 'cookie',
    permission: 'report.create',
    body: { type: 'form', schema: z.object({ draft: z.string().max(36) }) },
    async handle(context) {
      const reach = reachOf(context);
      const { draft } = context.body;
      const ids = reach && isId(draft) ? await deleteDraft(context.tx, reach, draft) : null;
      if (ids === null) throw notFound('draft');
      context.afterCommit(() => removeFiles(files, ids));
      return redirect(link(urls.reports, null, { done: 'discarded' }));
    },
  }),
];

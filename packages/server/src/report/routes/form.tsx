import { z } from 'zod';
import { takeThrottle } from '../../account/throttle.ts';
import { removeFiles } from '../../files/attach.ts';
import { attachUploads } from '../../files/attach-uploads.ts';
import { deleteAttachment } from '../../files/store.ts';
import { personId } from '../../permission/actor.ts';
import { link, urls } from '../../urls.ts';
import { rateKey } from '../../web/client-address.ts';
import { type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { reportDone, reportWords } from '../../words/report.ts';
import { claimCookieSeconds, makeClaimCookie } from '../claim-cookie.ts';
import { type Draft, findDraft, latestDraft, saveDraft } from '../draft.ts';
import { readFormStamp } from '../form-stamp.ts';
import { isSolved, newPuzzle } from '../proof-of-work.ts';
import type { ReportDeps } from '../routes.ts';
import { type DraftReach, deleteDraft } from '../store/drafts.ts';
import { type Submission, type Submitted, submitReport } from '../submit.ts';
import { ensureReach } from './draft-cookie.ts';
import { drawForm, emptyDraft } from './draw-form.tsx';
import { formBody, type PostedForm, postedForm } from './posted-form.ts';

/** How long the phrase waits in a cookie for the one page that shows it. */
const phraseCookieSeconds = 600;
const prefills = ['organization', 'asset', 'kind', 'location', 'title'] as const;

export const formRoutes = ({ files, key }: ReportDeps): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.reportNew,
    actor: 'cookie',
    permission: 'report.create',
    query: z.object({
      draft: z.string().max(36).optional(),
      done: z.string().max(20).optional(),
      ...Object.fromEntries(prefills.map((name) => [name, z.string().max(2000).optional()])),
    }),
    async handle(context) {
      const { tx, now } = context;
      const query = context.query as Record<string, string | undefined>;
      const reach = ensureReach(context);
      const isFresh = prefills.some((name) => (query[name] ?? '') !== '');
      const draft =
        query['draft'] !== undefined
          ? await findDraft(tx, reach, query['draft'])
          : isFresh
            ? null
            : await latestDraft(tx, reach);
      return drawForm(context, key, draft ?? emptyDraft(query, now), { done: reportDone(query['done']) });
    },
  }),
  route({
    method: 'POST',
    url: urls.reportNew,
    actor: 'cookie',
    permission: 'report.create',
    body: formBody,
    async handle(context) {
      const { tx, now } = context;
      const form = postedForm(context.body);
      const reach = ensureReach(context);
      const saved = await saveDraft(tx, reach, { id: form.draft, content: form.content }, now);
      const owner = { draftId: saved.id };
      const uploaderId = personId(context.actor);
      const { attached, errors } = await attachUploads(tx, files, context.files, { owner, uploaderId }, now);
      const gone =
        form.step === 'remove' ? [form.remove] : form.step === 'file' ? droppedFiles(saved, form) : [];
      for (const id of gone)
        if (await deleteAttachment(tx, owner, id)) context.afterCommit(() => removeFiles(files, [id]));
      const kept = [...saved.files.filter(({ id }) => !gone.includes(id)), ...attached];
      const draft = { ...saved, files: kept };
      const { stamp } = form;
      if (errors.length > 0) return drawForm(context, key, draft, { status: 422, errors, stamp });
      if (form.step === 'preview') return drawForm(context, key, draft, { preview: true, stamp });
      if (form.step !== 'file')
        return redirect(
          link(urls.reportNew, null, { draft: draft.id, done: form.step === 'save' ? 'saved' : null }),
        );
      const submitted = await submitReport(tx, await submissionOf(context, key, form, draft), now);
      return answer(context, { files, key }, { form, draft, reach }, submitted);
    },
  }),
];

/** Files that were taken off the form and are shown in none of its texts. */
function droppedFiles(draft: Draft, { listedFiles, content }: PostedForm): string[] {
  const text = [content.body, content.steps, content.impact].join('\n');
  return draft.files.map(({ id }) => id).filter((id) => !listedFiles.includes(id) && !text.includes(id));
}

async function submissionOf(
  context: Context,
  key: Uint8Array,
  form: PostedForm,
  draft: Draft,
): Promise<Submission> {
  return {
    draft,
    actor: context.actor,
    addressKey: rateKey(context.request.address),
    honeypot: form.honeypot,
    drawnAt: readFormStamp(key, form.stamp),
    similarSeen: form.similarSeen,
    puzzle: await puzzleOf(context, key, form),
  };
}

async function puzzleOf(
  { tx, now }: Context,
  key: Uint8Array,
  { challenge, answer, hasScript }: PostedForm,
): Promise<Submission['puzzle']> {
  // One puzzle, one report: solving it again is what makes a flood dear.
  if (isSolved(key, challenge, answer, now) && (await takeThrottle(tx, puzzleUse, challenge, now)) === null)
    return 'solved';
  return hasScript ? 'unsolved' : 'unable';
}
const puzzleUse = { name: 'report-puzzle', burst: 1, intervalSeconds: 3600 } as const;

async function answer(
  context: Context,
  { files, key }: Pick<ReportDeps, 'files' | 'key'>,
  { form, draft, reach }: { form: PostedForm; draft: Draft; reach: DraftReach },
  submitted: Submitted,
): Promise<Reply> {
  const { stamp, similarSeen } = form;
  switch (submitted.outcome) {
    case 'incomplete':
      return drawForm(context, key, draft, { status: 422, errors: submitted.errors, stamp, similarSeen });
    case 'similar':
      return drawForm(context, key, draft, { similar: submitted.bugs, similarSeen: true, stamp });
    case 'puzzle':
      return drawForm(context, key, draft, { puzzle: newPuzzle(key, context.now), stamp, similarSeen: true });
    case 'too-many': {
      const warning = reportWords.errors.tooMany(Math.ceil(submitted.seconds / 60));
      return drawForm(context, key, draft, { status: 429, warning, stamp, similarSeen });
    }
    case 'already-filed': {
      const left = await deleteDraft(context.tx, reach, draft.id);
      if (left) context.afterCommit(() => removeFiles(files, left));
      return redirect(link(urls.report, { id: submitted.reportId }, { done: 'already' }));
    }
    case 'filed': {
      const { reportId, phrase } = submitted;
      await deleteDraft(context.tx, reach, draft.id);
      if (phrase !== null) {
        context.setCookie('claim', makeClaimCookie(key, reportId, context.now), {
          maxAge: claimCookieSeconds,
        });
        context.setCookie('phrase', `${reportId}.${phrase}`, { maxAge: phraseCookieSeconds });
      }
      return redirect(link(urls.reportFiled, { id: reportId }));
    }
  }
}

import { z } from 'zod';
import { attachAll } from '../../files/attach-uploads.ts';
import { fileLimits } from '../../files/limits.ts';
import { prepareFile } from '../../files/prepare.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { personId } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { addComment } from '../../queue/conversation.ts';
import type { LoadedReport } from '../../queue/load-report.ts';
import { disclose, publicationForm } from '../../queue/routes/publication.ts';
import type { BugForm, FormState } from '../../queue/views/form-state.ts';
import { type FieldError, Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { type ReportDone, reportWords } from '../../words/report.ts';
import { appealDecision } from '../appeal-decision.ts';
import type { ReportContent } from '../content.ts';
import { contentOfReport, editReport } from '../edit-report.ts';
import { answerRetest } from '../retest.ts';
import type { ReportDeps } from '../routes.ts';
import { EditPage } from '../views/edit-page.tsx';
import { withdrawReport } from '../withdraw-report.ts';
import { aboutReport } from './load.ts';
import { formBody, postedForm } from './posted-form.ts';
import { drawReport } from './report-page.tsx';

const back = (id: string, done: ReportDone): Reply => redirect(link(urls.report, { id }, { done }));

/** What can be done with a report after it was filed. */
export const followUpRoutes = ({ files }: ReportDeps): readonly AnyRoute[] => [
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.reportEdit,
    permission: 'report.edit',
    handle: async (context) =>
      drawEdit(context, context.loaded, contentOfReport(context.loaded), context.loaded.report.version, []),
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.reportEdit,
    permission: 'report.edit',
    body: { ...formBody, maxFiles: 0, maxBytes: 2_000_000 },
    async handle(context) {
      const { tx, actor, now, loaded, body } = context;
      const { content } = postedForm(body);
      const expectedVersion = Number(body['version']);
      if (!Number.isInteger(expectedVersion)) throw new Refusal('stale', reportWords.errors.editedMeanwhile);
      const edited = await editReport(tx, loaded, { content, expectedVersion, actor }, now);
      if (edited.ok) return back(loaded.report.id, 'edited');
      return drawEdit(context, loaded, content, expectedVersion, edited.errors);
    },
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.reportComments,
    permission: 'report.comment',
    body: {
      type: 'multipart',
      schema: z.object({ text: textField(60_000, 1) }),
      maxBytes: fileLimits.perReport,
      maxFiles: fileLimits.filesPerReport,
      maxFileBytes: fileLimits.perReport,
      prepareFile,
    },
    async handle(context) {
      const { tx, actor, now, loaded, body } = context;
      const { report, bug, object } = loaded;
      const text = { markdown: body.text, ...renderMarkdown(body.text) };
      try {
        await tx.transaction(async (inner) => {
          const commentId = await addComment(inner, { report: object, bugId: bug.id, actor, text }, now);
          const target = { owner: { commentId }, uploaderId: personId(actor) };
          await attachAll(inner, files, context.files, target, now);
        });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'too-large') throw error;
        return drawReport(context, loaded, { refused: refusedForm('comment', { text: body.text }, error) });
      }
      // Members write from the bug's own page.
      if (!can(actor, 'report.edit', object)) return redirect(link(urls.bug, { number: bug.name }));
      return back(report.id, 'commented');
    },
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.reportWithdrawal,
    permission: 'report.edit',
    body: { type: 'form', schema: z.object({}) },
    async handle({ tx, actor, now, loaded }) {
      await withdrawReport(tx, loaded, actor, now);
      return back(loaded.report.id, 'withdrawn');
    },
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.reportRetest,
    permission: 'report.edit',
    body: { type: 'form', schema: z.object({ works: z.enum(['yes', 'no']), text: textField(5000) }) },
    async handle({ tx, actor, now, loaded, body }) {
      const works = body.works === 'yes';
      if (!works && body.text === '') {
        const message = reportWords.errors.retestReason;
        throw new Refusal('invalid', message, { fields: [{ path: 'text', message }] });
      }
      await answerRetest(tx, loaded, { works, text: body.text, actor }, now);
      return back(loaded.report.id, 'retested');
    },
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.reportPublication,
    permission: 'report.publish',
    body: { type: 'form', schema: publicationForm },
    async handle(context) {
      const { tx, actor, now, loaded, body } = context;
      try {
        const outcome = await tx.transaction((inner) => disclose(inner, loaded.bug.id, body, actor, now));
        return back(loaded.report.id, outcome === 'withdrawn' ? 'takenBack' : outcome);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { level, summary, reason } = body;
        const refused = refusedForm('publication', { level, summary, reason }, error);
        return drawReport(context, loaded, { refused });
      }
    },
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.reportAppeal,
    permission: 'report.appeal',
    body: { type: 'form', schema: z.object({ body: textField(5000, 1) }) },
    async handle({ tx, actor, now, loaded, body }) {
      await appealDecision(tx, loaded, { actor, body: body.body }, now);
      return back(loaded.report.id, 'appealed');
    },
  }),
];

const refusedForm = (form: BugForm, typed: Record<string, string>, refusal: Refusal): FormState => ({
  form,
  typed,
  errors: refusal.fields,
  message: refusal.message,
  missed: null,
});

const drawEdit = (
  context: Context,
  loaded: LoadedReport,
  content: ReportContent,
  version: number,
  errors: readonly FieldError[],
): Reply =>
  page(
    reportWords.edit.title(loaded.bug.name),
    <EditPage
      loaded={loaded}
      content={content}
      version={version}
      errors={errors}
      token={context.formToken}
      isSignedIn={context.signedIn !== null}
    />,
    { status: errors.length === 0 ? 200 : 422, scripts: ['editor', 'cvss', 'counter'], width: 'narrow' },
  );

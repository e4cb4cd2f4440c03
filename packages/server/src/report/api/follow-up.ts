import { z } from 'zod';
import { clearThrottle, takeThrottle } from '../../account/throttle.ts';
import { can } from '../../permission/can.ts';
import { bugSchema } from '../../queue/api/bug-resource.ts';
import { discloseBug, disclosureBody } from '../../queue/api/disclosure.ts';
import { answerDisclosure, disclosureSchema } from '../../queue/api/disclosure-resource.ts';
import { loadReport } from '../../queue/load-report.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { rateKey } from '../../web/client-address.ts';
import { textField } from '../../web/parse.ts';
import { problemOf } from '../../web/problem.ts';
import { json, text } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { reportWords } from '../../words/report.ts';
import { appealDecision, isAppealable } from '../appeal-decision.ts';
import { adoptReport, claimLimit, reportOfPhrase } from '../claim.ts';
import { contentOf } from '../content.ts';
import { answerRetest } from '../retest.ts';
import { aboutReport } from '../routes/load.ts';
import { type AppealRow, latestAppeal } from '../store/appeals.ts';
import { revisionsOf } from '../store/reports.ts';
import { withdrawReport } from '../withdraw-report.ts';
import { answerReport, reportSchema } from './report-resource.ts';

const tag = 'Reports';
const moment = z.iso.datetime();
const aboutOne = { ...aboutReport, actor: 'bearer' } as const;
const tagged = { etag: 'Its version.' };

const revisionSchema = z.object({
  version: z.int(),
  writtenAt: moment,
  title: z.string(),
  body: z.string(),
  steps: z.string(),
  impact: z.string(),
  exchange: z.string(),
});

const appealSchema = z.object({
  /** Whether there is a decision to appeal that was not appealed yet. */
  appealable: z.boolean(),
  latest: z
    .object({
      createdAt: moment,
      outcome: z.enum(['upheld', 'rejected']).nullable(),
      answer: z.string().nullable(),
      decidedAt: moment.nullable(),
    })
    .nullable(),
});

/** What becomes of a report after it was filed. */
export const followUpApi: readonly AnyRoute[] = [
  route({
    ...aboutOne,
    method: 'POST',
    url: urls.apiReportWithdrawal,
    permission: 'report.edit',
    async handle({ tx, actor, now, loaded }) {
      await withdrawReport(tx, loaded, actor, now);
      return answerReport(await loadReport(tx, loaded.report.id), 200);
    },
    api: {
      summary: 'Take your report back',
      description: 'Its bug is closed with it, unless somebody else sees it too. Nothing is deleted.',
      tag,
      refusals: ['conflict'],
      responses: { 200: { schema: reportSchema, description: 'The report after it.', headers: tagged } },
    },
  }),
  route({
    ...aboutOne,
    method: 'POST',
    url: urls.apiReportRetest,
    permission: 'report.edit',
    body: {
      type: 'json',
      schema: z
        .strictObject({
          works: z.boolean(),
          /** What you saw; needed when it does not work. */
          text: textField(5000).default(''),
        })
        .refine(({ works, text }) => works || text !== '', {
          path: ['text'],
          message: reportWords.errors.retestReason,
        }),
    },
    async handle({ tx, actor, now, loaded, body }) {
      await answerRetest(tx, loaded, { ...body, actor }, now);
      return answerReport(await loadReport(tx, loaded.report.id), 200);
    },
    api: {
      summary: 'Say whether the fix works',
      description: 'While the bug waits for a retest. One that does not work goes back to be fixed.',
      tag,
      refusals: ['wrong-transition'],
      responses: { 200: { schema: reportSchema, description: 'The report after it.', headers: tagged } },
      example: { works: false, text: 'The old link still opens, once the cache is warm.' },
    },
  }),
  route({
    ...aboutOne,
    method: 'GET',
    url: urls.apiReportRevisions,
    permission: 'report.read',
    async handle({ tx, loaded }) {
      const items = (await revisionsOf(tx, loaded.report.id)).map((revision) => {
        const { title, body, steps, impact, exchange } = contentOf(revision.content);
        const { version, writtenAt } = revision;
        return { version, writtenAt: writtenAt.toISOString(), title, body, steps, impact, exchange };
      });
      return json({ items });
    },
    api: {
      summary: 'Earlier versions of a report',
      description: 'The latest first; at most two hundred.',
      tag,
      responses: {
        200: { schema: z.object({ items: z.array(revisionSchema) }), description: 'The versions.' },
      },
    },
  }),
  route({
    ...aboutOne,
    method: 'GET',
    url: urls.apiReportAppeal,
    permission: 'report.read',
    async handle({ tx, actor, loaded }) {
      const latest = await latestAppeal(tx, loaded.report.id);
      const appealable = can(actor, 'report.appeal', loaded.object) && isAppealable(loaded.bug, latest);
      return json({ appealable, latest: latest && appealResource(latest) });
    },
    api: {
      summary: 'The latest appeal about a report, and its answer',
      tag,
      responses: { 200: { schema: appealSchema, description: 'The appeal, if there is one.' } },
    },
  }),
  route({
    ...aboutOne,
    method: 'POST',
    url: urls.apiReportAppeal,
    permission: 'report.appeal',
    body: { type: 'json', schema: z.strictObject({ text: textField(5000, 1) }) },
    async handle({ tx, actor, now, loaded, body }) {
      await appealDecision(tx, loaded, { actor, body: body.text }, now);
      const latest = await latestAppeal(tx, loaded.report.id);
      return json({ appealable: false, latest: latest && appealResource(latest) }, 201);
    },
    api: {
      summary: 'Appeal the decision about your report',
      description: 'Somebody of the staff from outside the case looks again. Once for each decision.',
      tag,
      idempotent: true,
      refusals: ['conflict'],
      responses: { 201: { schema: appealSchema, description: 'It waits for its answer.' } },
      example: { text: 'The setting it is said to need is on by default since 4.2.' },
    },
  }),
  route({
    ...aboutOne,
    method: 'GET',
    url: urls.apiReportDisclosure,
    permission: 'report.read',
    handle: ({ tx, actor, loaded }) => answerDisclosure(tx, loaded.bug, actor),
    api: {
      summary: 'Whether the bug of a report is public, and who asks for it',
      tag,
      responses: {
        200: {
          schema: disclosureSchema,
          description: 'Its disclosure.',
          headers: { etag: "The bug's version." },
        },
      },
    },
  }),
  route({
    ...aboutOne,
    method: 'POST',
    url: urls.apiReportDisclosure,
    permission: 'report.publish',
    body: disclosureBody,
    handle: (context) => discloseBug(context, context.loaded.bug.id),
    api: {
      summary: 'Publish the bug you reported, or answer whoever wants to',
      description:
        "The reporter's side of the same: `publish` shows it, or asks the organization of a security bug; `agree` and `refuse` (with a `reason`) answer the organization; `unpublish` takes it back. If-Match is about the bug, whose version its disclosure carries.",
      tag,
      idempotent: true,
      conditional: true,
      refusals: ['conflict'],
      responses: {
        200: { schema: bugSchema, description: 'The bug after it.', headers: { etag: 'Its version.' } },
      },
      example: { verb: 'agree' },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiReportAdoption,
    actor: 'bearer',
    permission: 'report.create',
    rate: 'sensitive',
    body: {
      type: 'json',
      schema: z.strictObject({
        /** The words you got when you reported. */
        phrase: textField(300, 1),
      }),
    },
    async handle({ tx, actor, now, body, request }) {
      const person = requirePerson(actor);
      const subject = rateKey(request.address);
      const seconds = await takeThrottle(tx, claimLimit, subject, now);
      const { claimTooMany, claimUnknown } = reportWords.errors;
      if (seconds !== null)
        throw new Refusal('too-many-requests', claimTooMany(seconds), {
          headers: { 'retry-after': String(seconds) },
        });
      const reportId = await reportOfPhrase(tx, body.phrase);
      const loaded = reportId === null ? null : await loadReport(tx, reportId);
      if (!loaded || !can(actor, 'report.adopt', loaded.object)) {
        const fields = [{ path: 'phrase', message: claimUnknown }];
        const problem = problemOf(new Refusal('invalid', claimUnknown, { fields }), request.id);
        // Answered, not thrown: the attempt must stay counted.
        return text(JSON.stringify(problem), 'application/problem+json', problem.status);
      }
      await clearThrottle(tx, claimLimit, subject);
      await adoptReport(tx, loaded.report.id, person, now);
      return answerReport(await loadReport(tx, loaded.report.id), 200);
    },
    api: {
      summary: 'Make an anonymous report your own',
      description: 'By its claim phrase, which opens it no longer.',
      tag,
      responses: { 200: { schema: reportSchema, description: 'Your report.', headers: tagged } },
      example: { phrase: 'amber-canal-fifteen-lantern-otter-pixel-quiet-river' },
    },
  }),
];

const appealResource = ({ createdAt, outcome, answer, decidedAt }: AppealRow) => ({
  createdAt: createdAt.toISOString(),
  outcome,
  answer,
  decidedAt: decidedAt?.toISOString() ?? null,
});

import { assetTypes } from '@bugheist/bug/asset';
import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { z } from 'zod';
import { newId } from '../../id.ts';
import { loadReport } from '../../queue/load-report.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { pageOf } from '../../web/api-page.ts';
import { rateKey } from '../../web/client-address.ts';
import { expectedVersion } from '../../web/conditional.ts';
import { json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { reportWords } from '../../words/report.ts';
import { contentOf, textLimits } from '../content.ts';
import { contentOfReport, editReport } from '../edit-report.ts';
import { aboutReport } from '../routes/load.ts';
import { reportsOf } from '../store/reports.ts';
import { submitReport } from '../submit.ts';
import { answerReport, listedResource, listedSchema, reportSchema } from './report-resource.ts';

const tag = 'Reports';
const pageSize = 50;
const text = (name: keyof typeof textLimits) => z.string().max(textLimits[name]);

const texts = {
  title: text('title'),
  body: text('body'),
  steps: text('steps').optional(),
  impact: text('impact').optional(),
  exchange: text('exchange').optional(),
  cvss: text('cvss').optional(),
  /** As `CWE-79` or `79`. */
  weakness: text('weakness').optional(),
  /** Whether the reporter is named when the bug becomes public. */
  credit: z.boolean().optional(),
};

const newReport = z.strictObject({
  ...texts,
  /** Slug of an organization; else the place decides. */
  organization: text('organization').optional(),
  asset: z.uuid().optional(),
  location: text('location').optional(),
  assetType: z.enum(assetTypes).optional(),
  assetName: text('assetName').optional(),
  maker: text('maker').optional(),
  kind: z.enum(kinds),
  severity: z.enum(severities).optional(),
});

const changedReport = z.strictObject({
  ...texts,
  title: texts.title.optional(),
  body: texts.body.optional(),
});

export const reportsApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiReports,
    actor: 'bearer',
    permission: 'instance.read',
    query: z.object({ cursor: z.uuid().optional() }),
    async handle(context) {
      const { id } = requirePerson(context.actor);
      const rows = await reportsOf(context.tx, id, {
        before: context.query.cursor ?? null,
        limit: pageSize + 1,
      });
      return json(pageOf(rows, pageSize, listedResource, (row) => row.id));
    },
    api: {
      summary: 'Your reports',
      description: 'The newest first.',
      tag,
      responses: {
        200: {
          schema: z.object({ items: z.array(listedSchema), next: z.uuid().nullable() }),
          description: 'One page of them.',
        },
      },
      refusals: ['unauthenticated'],
    },
  }),
  route({
    method: 'POST',
    url: urls.apiReports,
    actor: 'bearer',
    permission: 'report.create',
    body: { type: 'json', schema: newReport, maxBytes: 1_000_000 },
    async handle(context) {
      const { tx, now, actor, body, request } = context;
      requirePerson(context.actor);
      const { credit, ...fields } = body;
      const content = contentOf({ ...fields, credit: credit ? 'yes' : '' });
      const submitted = await submitReport(
        tx,
        {
          draft: { id: newId(now), content, createdAt: now },
          actor,
          addressKey: rateKey(request.address),
          honeypot: '',
          // A program with a token has no form to linger on.
          drawnAt: new Date(now.getTime() - 3600_000),
          similarSeen: true,
          puzzle: 'unable',
        },
        now,
      );
      if (submitted.outcome === 'incomplete')
        throw new Refusal('invalid', 'Some fields need another look.', { fields: submitted.errors });
      if (submitted.outcome === 'too-many')
        throw new Refusal('too-many-requests', reportWords.errors.tooManyByToken(submitted.seconds), {
          headers: { 'retry-after': String(submitted.seconds) },
        });
      if (submitted.outcome !== 'filed' && submitted.outcome !== 'already-filed')
        throw new Error(`Expected the report to be filed or refused, got ${submitted.outcome}.`);
      return answerReport(await loadReport(tx, submitted.reportId), 201);
    },
    api: {
      summary: 'File a report',
      description:
        'Name an organization, or a location whose domain says whose it is, or a product (assetType, assetName, maker). Secrets in `exchange` are masked before they are stored.',
      tag,
      idempotent: true,
      responses: {
        201: {
          schema: reportSchema,
          description: 'Filed. `held` says that a moderator looks first.',
          headers: { location: 'The report.', etag: 'Its version.' },
        },
      },
      example: {
        location: 'https://shop.example.com/cart',
        kind: 'security',
        title: 'The cart shows what others bought',
        body: 'Open /cart?id=2 without signing in.',
        weakness: 'CWE-639',
      },
    },
  }),
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.apiReport,
    actor: 'bearer',
    permission: 'report.read',
    handle: async ({ loaded }) => answerReport(loaded, 200),
    api: {
      summary: 'One report',
      tag,
      responses: {
        200: { schema: reportSchema, description: 'The report.', headers: { etag: 'Its version.' } },
      },
    },
  }),
  route({
    ...aboutReport,
    method: 'PATCH',
    url: urls.apiReport,
    actor: 'bearer',
    permission: 'report.edit',
    body: { type: 'json', schema: changedReport, maxBytes: 1_000_000 },
    async handle({ tx, actor, now, loaded, body, request }) {
      const { credit, ...fields } = body;
      const before = contentOfReport(loaded);
      const content = contentOf({
        ...before,
        ...fields,
        credit: credit === undefined ? before.credit : credit ? 'yes' : '',
      });
      const version = expectedVersion(request.header('if-match')) ?? loaded.report.version;
      const edited = await editReport(tx, loaded, { content, expectedVersion: version, actor }, now);
      if (!edited.ok)
        throw new Refusal('invalid', 'Some fields need another look.', { fields: edited.errors });
      return answerReport(await loadReport(tx, loaded.report.id), 200);
    },
    api: {
      summary: 'Edit a report',
      description: 'What is left out stays. The version before is kept.',
      tag,
      conditional: true,
      responses: {
        200: { schema: reportSchema, description: 'The new version.', headers: { etag: 'Its version.' } },
      },
      example: { impact: 'Names and addresses of every customer.' },
    },
  }),
];

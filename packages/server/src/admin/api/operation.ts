import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import { countJobs, listJobs, retryJob } from '../../jobs/admin.ts';
import { Refusal } from '../../refusal.ts';
import { readInstanceSettings } from '../../settings/store.ts';
import { urls } from '../../urls.ts';
import { pageOf } from '../../web/api-page.ts';
import { contentTag, requireTag } from '../../web/conditional.ts';
import { empty, json, type Reply } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { adminWords as words } from '../../words/admin.ts';
import { changeInstanceSettings } from '../change-settings.ts';
import { actorOf, pageSize } from '../routes/list-page.ts';
import { settingsFields } from '../routes/operation.tsx';
import { type AuditRow, listAudit } from '../store.ts';

const tag = 'Administration';
const moment = z.iso.datetime();
const administrators = { actor: 'bearer', permission: 'instance.administer' } as const;

const jobSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  attempts: z.int(),
  createdAt: moment,
  endedAt: moment.nullable(),
});
const count = z.int();
const countsSchema = z.object({
  created: count,
  retry: count,
  active: count,
  completed: count,
  cancelled: count,
  failed: count,
});

const settingsSchema = z.object({
  name: z.string(),
  signUp: z.enum(['open', 'invitation']),
  defaultDisclosure: z.enum(['private', 'full']),
});
const settingsAnswer = {
  200: { schema: settingsSchema, description: 'The settings.', headers: { etag: 'Of the settings.' } },
};

const auditSchema = z.object({
  id: z.uuid(),
  at: moment,
  actorKind: z.string(),
  /** Handle. */
  actor: z.string().nullable(),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
});

const auditResource = (row: AuditRow): z.output<typeof auditSchema> => ({
  id: row.id,
  at: row.at.toISOString(),
  actorKind: row.actorKind,
  actor: row.actorHandle,
  action: row.action,
  objectType: row.objectType,
  objectId: row.objectId,
});

/** Jobs, settings and the audit log; `settingsChanged` is called once a change of settings was committed. */
export const operationApi = (given: { settingsChanged: () => Promise<void> }): readonly AnyRoute[] => [
  route({
    ...administrators,
    method: 'GET',
    url: urls.apiJobs,
    async handle({ tx }) {
      const failed = (await listJobs(tx, ['failed'])).map(({ id, name, attempts, createdAt, endedAt }) => ({
        ...{ id, name, attempts },
        createdAt: createdAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      }));
      return json({ counts: await countJobs(tx), failed });
    },
    api: {
      summary: 'Jobs in the background',
      description:
        'How many are in each state, and the newest hundred that failed for good. What they died of stands on the page: it may name an address.',
      tag,
      responses: {
        200: {
          schema: z.object({ counts: countsSchema, failed: z.array(jobSchema) }),
          description: 'The jobs.',
        },
      },
    },
  }),
  route({
    ...administrators,
    method: 'POST',
    url: urls.apiJobRetry,
    params: z.object({ id: z.uuid() }),
    body: { type: 'json', schema: z.strictObject({ name: z.string().max(100) }) },
    async handle({ tx, actor, now, params: { id }, body: { name } }) {
      if (!(await retryJob(tx, name, id))) throw new Refusal('conflict', words.retryGone);
      const record = { actor, action: 'job.retry', objectType: 'job', objectId: id, content: { name } };
      await recordAudit(tx, record, now);
      return empty();
    },
    api: {
      summary: 'Let a failed job run again',
      tag,
      refusals: ['conflict'],
      responses: { 204: { schema: null, description: 'It waits for its turn.' } },
      example: { name: 'mail' },
    },
  }),
  route({
    ...administrators,
    method: 'GET',
    url: urls.apiSettings,
    handle: async ({ tx }) => answerSettings(await readInstanceSettings(tx)),
    api: { summary: 'The settings of the instance', tag, responses: settingsAnswer },
  }),
  route({
    ...administrators,
    method: 'PATCH',
    url: urls.apiSettings,
    body: { type: 'json', schema: z.strictObject(settingsFields).partial() },
    async handle(context) {
      const { tx, now, body, request } = context;
      const present = await readInstanceSettings(tx);
      requireTag(request.header('if-match'), contentTag(present));
      const { name = present.name, signUp = present.signUp } = body;
      const { defaultDisclosure = present.defaultDisclosure } = body;
      const wanted = { name, signUp, defaultDisclosure };
      await changeInstanceSettings(tx, { wanted, actor: actorOf(context) }, now);
      context.afterCommit(given.settingsChanged);
      return answerSettings(wanted);
    },
    api: {
      summary: 'Change the settings of the instance',
      description: 'What is left out stays.',
      tag,
      conditional: true,
      responses: settingsAnswer,
      example: { signUp: 'invitation' },
    },
  }),
  route({
    ...administrators,
    method: 'GET',
    url: urls.apiAudit,
    query: z.object({ cursor: z.uuid().optional() }),
    async handle({ tx, query: { cursor } }) {
      const rows = await listAudit(tx, { before: cursor ?? null, limit: pageSize + 1 });
      return json(pageOf(rows, pageSize, auditResource, ({ id }) => id));
    },
    api: {
      summary: 'The audit log',
      description: 'The newest first. Send `next` back as `cursor`.',
      tag,
      responses: {
        200: {
          schema: z.object({ items: z.array(auditSchema), next: z.uuid().nullable() }),
          description: 'One page of it.',
        },
      },
    },
  }),
];

const answerSettings = (settings: z.output<typeof settingsSchema>): Reply =>
  json(settings, 200, { etag: contentTag(settings) });

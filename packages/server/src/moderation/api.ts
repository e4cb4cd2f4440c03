import { kinds } from '@bugheist/bug/kind';
import { states } from '@bugheist/bug/state';
import { z } from 'zod';
import { urls } from '../urls.ts';
import { pageOf } from '../web/api-page.ts';
import { textField } from '../web/parse.ts';
import { empty, json } from '../web/reply.ts';
import { requirePerson } from '../web/require-person.ts';
import { type AnyRoute, route } from '../web/route.ts';
import { moderationWords as words } from '../words/moderation.ts';
import { decideAppeal } from './decide-appeal.ts';
import { decideHold } from './decide-hold.ts';
import { type HeldBug, type OpenAppeal, openAppeals, openHolds } from './store.ts';

const tag = 'Moderation';
const pageSize = 20;
const moment = z.iso.datetime();
const query = z.object({ cursor: z.uuid().optional() });
const params = z.object({ id: z.uuid() });

const holdSchema = z.object({
  id: z.uuid(),
  bug: z.string(),
  organization: z.string(),
  title: z.string(),
  kind: z.enum(kinds),
  location: z.string(),
  body: z.string(),
  steps: z.string(),
  impact: z.string(),
  reason: z.string(),
  score: z.number(),
  signals: z.array(z.string()),
  /** Handle; null for an anonymous report. */
  reporter: z.string().nullable(),
  reporterBlocked: z.boolean(),
  heldAt: moment,
});

const holdResource = (row: HeldBug): z.output<typeof holdSchema> => ({
  id: row.id,
  bug: row.number,
  organization: row.organizationName,
  title: row.title,
  kind: row.kind,
  location: row.location,
  body: row.bodyHtml,
  steps: row.stepsHtml,
  impact: row.impactHtml,
  reason: row.reason,
  score: row.score,
  signals: row.signals,
  reporter: row.reporterHandle,
  reporterBlocked: row.reporterBlocked,
  heldAt: row.heldAt.toISOString(),
});

const appealSchema = z.object({
  id: z.uuid(),
  bug: z.string(),
  organization: z.string(),
  state: z.enum(states),
  /** The appellant's words. */
  text: z.string(),
  /** Handle; null for an anonymous report. */
  by: z.string().nullable(),
  decisionReason: z.string().nullable(),
  createdAt: moment,
});

const appealResource = (row: OpenAppeal): z.output<typeof appealSchema> => ({
  id: row.id,
  bug: row.number,
  organization: row.organizationName,
  state: row.state,
  text: row.body,
  by: row.personHandle,
  decisionReason: row.decisionReason,
  createdAt: row.createdAt.toISOString(),
});

/** The staff's desk over the API. */
export const moderationApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiHolds,
    actor: 'bearer',
    permission: 'instance.moderate',
    query,
    async handle({ tx, query: { cursor } }) {
      const rows = await openHolds(tx, { after: cursor ?? null, limit: pageSize + 1 });
      return json(pageOf(rows, pageSize, holdResource, ({ id }) => id));
    },
    api: {
      summary: 'What is held for moderation',
      description: 'The longest waiting first, with what was reported as HTML. Send `next` back as `cursor`.',
      tag,
      responses: {
        200: {
          schema: z.object({ items: z.array(holdSchema), next: z.uuid().nullable() }),
          description: 'One page of them.',
        },
      },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiHoldDecision,
    actor: 'bearer',
    permission: 'instance.moderate',
    params,
    body: {
      type: 'json',
      schema: z.strictObject({
        outcome: z.enum(['released', 'spam']),
        /** Needed for spam: its reporter reads it. */
        reason: textField(2000).default(''),
        /** Spam only: its reporter may no longer write. */
        block: z.boolean().default(false),
      }),
    },
    async handle({ tx, actor, now, params: { id }, body }) {
      await decideHold(tx, { holdId: id, ...body, actor: requirePerson(actor) }, now);
      return empty();
    },
    api: {
      summary: 'Release what is held, or close it as spam',
      description: 'Nobody decides on their own report.',
      tag,
      refusals: ['conflict'],
      responses: { 204: { schema: null, description: 'Decided.' } },
      example: { outcome: 'spam', reason: 'An advertisement.', block: true },
    },
  }),
  route({
    method: 'GET',
    url: urls.apiAppeals,
    actor: 'bearer',
    permission: 'instance.moderate',
    query,
    async handle({ tx, query: { cursor } }) {
      const rows = await openAppeals(tx, { after: cursor ?? null, limit: pageSize + 1 });
      return json(pageOf(rows, pageSize, appealResource, ({ id }) => id));
    },
    api: {
      summary: 'Appeals nobody has answered',
      description: 'The longest waiting first. Send `next` back as `cursor`.',
      tag,
      responses: {
        200: {
          schema: z.object({ items: z.array(appealSchema), next: z.uuid().nullable() }),
          description: 'One page of them.',
        },
      },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiAppealDecision,
    actor: 'bearer',
    permission: 'instance.moderate',
    params,
    body: {
      type: 'json',
      schema: z.strictObject({
        outcome: z.enum(['upheld', 'rejected']),
        answer: z.string().trim().min(1, words.answerNeeded).max(5000),
      }),
    },
    async handle({ tx, actor, now, params: { id }, body }) {
      await decideAppeal(tx, { appealId: id, ...body, actor: requirePerson(actor) }, now);
      return empty();
    },
    api: {
      summary: 'Answer an appeal',
      description: 'One that is upheld opens the bug again. Nobody judges their own appeal or decision.',
      tag,
      refusals: ['conflict'],
      responses: { 204: { schema: null, description: 'Answered.' } },
      example: { outcome: 'rejected', answer: 'The setting was off in every release so far.' },
    },
  }),
];

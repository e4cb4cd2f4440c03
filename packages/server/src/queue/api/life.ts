import { z } from 'zod';
import { renderMarkdown } from '../../markdown/render.ts';
import { urls } from '../../urls.ts';
import { expectedVersion } from '../../web/conditional.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { eventsOf } from '../store/bug-page.ts';
import { transition } from '../transition.ts';
import { aboutBug, answerBug } from './about-bug.ts';
import { bugSchema, eventResource, eventSchema } from './bug-resource.ts';

const tag = 'Bugs';

const step = z.strictObject({
  /** As on the bug's page: `triage`, `ask`, `start-fix`, `resolve`, `close-informative`, … */
  name: z.string().min(1).max(40),
  reason: z.string().max(10_000).optional(),
  /** Markdown; lands in the conversation with the reporter. */
  question: z.string().max(10_000).optional(),
  /** Number of the bug this one duplicates. */
  parent: z.string().max(30).optional(),
});

/** The way of a bug through its states. */
export const lifeApi: readonly AnyRoute[] = [
  route({
    ...aboutBug,
    method: 'POST',
    url: urls.apiBugTransitions,
    permission: 'bug.fix',
    body: { type: 'json', schema: step },
    async handle({ tx, actor, now, loaded, body, request }) {
      const { name, reason, parent, question = '' } = body;
      await transition(
        tx,
        {
          bugId: loaded.id,
          name,
          actor,
          report: null,
          expectedVersion: expectedVersion(request.header('if-match')),
          reason: reason ?? null,
          question: { markdown: question, ...renderMarkdown(question) },
          parent: parent ?? null,
        },
        now,
      );
      return answerBug(tx, actor, loaded.id);
    },
    api: {
      summary: 'Move a bug along',
      description:
        'What a step needs (a reason, a question, a parent) stands in the problem when it is missing. `close-duplicate` merges a bug into its `parent`; `reopen` undoes that, too.',
      tag,
      conditional: true,
      refusals: ['wrong-transition'],
      responses: {
        200: { schema: bugSchema, description: 'The bug after it.', headers: { etag: 'Its version.' } },
      },
      example: { name: 'close-informative', reason: 'Documented since 2019.' },
    },
  }),
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBugEvents,
    permission: 'bug.read-internal',
    handle: async ({ tx, loaded }) =>
      json({ items: (await eventsOf(tx, loaded.id, 'members')).map(eventResource) }),
    api: {
      summary: 'What happened to a bug',
      description: 'The oldest first; at most two thousand.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(eventSchema) }), description: 'The events.' } },
    },
  }),
];

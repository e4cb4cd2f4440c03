import { z } from 'zod';
import { renderMarkdown } from '../../markdown/render.ts';
import { urls } from '../../urls.ts';
import { expectedVersion } from '../../web/conditional.ts';
import { textField } from '../../web/parse.ts';
import { json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { addNote } from '../conversation.ts';
import { eventsOf } from '../store/bug-page.ts';
import { notesOf } from '../store/conversation.ts';
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

const noteSchema = z.object({
  id: z.uuid(),
  author: z.string().nullable(),
  html: z.string(),
  createdAt: z.iso.datetime(),
});

/** The way of a bug through its states, and what the team says about it. */
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
        'What a step needs (a reason, a question, a parent) stands in the problem when it is missing.',
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
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBugNotes,
    permission: 'bug.read-internal',
    handle: async ({ tx, loaded }) =>
      json({
        items: (await notesOf(tx, loaded.id)).map(({ id, authorHandle, bodyHtml, createdAt }) => {
          return { id, author: authorHandle, html: bodyHtml, createdAt: createdAt.toISOString() };
        }),
      }),
    api: {
      summary: 'The internal notes of a bug',
      description: 'The oldest first; at most two thousand. Reporters never see them.',
      tag,
      responses: { 200: { schema: z.object({ items: z.array(noteSchema) }), description: 'The notes.' } },
    },
  }),
  route({
    ...aboutBug,
    method: 'POST',
    url: urls.apiBugNotes,
    permission: 'bug.note',
    body: { type: 'json', schema: z.strictObject({ text: textField(60_000, 1) }) },
    async handle({ tx, actor, now, loaded, body }) {
      const text = { markdown: body.text, ...renderMarkdown(body.text) };
      const id = await addNote(tx, { bugId: loaded.id, authorId: requirePerson(actor).id, actor, text }, now);
      return json({ id }, 201);
    },
    api: {
      summary: 'Write an internal note',
      description: 'Markdown; @handle tells somebody.',
      tag,
      idempotent: true,
      responses: { 201: { schema: z.object({ id: z.uuid() }), description: 'Kept.' } },
      example: { text: 'Reproduced on staging. @dan?' },
    },
  }),
];

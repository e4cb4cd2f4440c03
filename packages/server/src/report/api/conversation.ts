import { z } from 'zod';
import { renderMarkdown } from '../../markdown/render.ts';
import { addComment } from '../../queue/conversation.ts';
import { commentsOfReport } from '../../queue/store/conversation.ts';
import { urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { json } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { aboutReport } from '../routes/load.ts';
import { filesOfConversation } from '../store/conversation-files.ts';
import { commentResource, commentSchema } from './report-resource.ts';

const tag = 'Reports';

export const conversationApi: readonly AnyRoute[] = [
  route({
    ...aboutReport,
    method: 'GET',
    url: urls.apiReportComments,
    actor: 'bearer',
    permission: 'report.read',
    handle: async ({ tx, loaded }) => {
      const files = await filesOfConversation(tx, loaded.report.id);
      const comments = await commentsOfReport(tx, loaded.report.id);
      return json({ items: comments.map((comment) => commentResource(comment, files)) });
    },
    api: {
      summary: 'The conversation of a report',
      description: 'The oldest first; at most two thousand.',
      tag,
      responses: {
        200: { schema: z.object({ items: z.array(commentSchema) }), description: 'The comments.' },
      },
    },
  }),
  route({
    ...aboutReport,
    method: 'POST',
    url: urls.apiReportComments,
    actor: 'bearer',
    permission: 'report.comment',
    body: { type: 'json', schema: z.strictObject({ text: textField(60_000, 1) }) },
    async handle({ tx, actor, now, loaded, body }) {
      const text = { markdown: body.text, ...renderMarkdown(body.text) };
      const id = await addComment(tx, { report: loaded.object, bugId: loaded.bug.id, actor, text }, now);
      return json({ id }, 201);
    },
    api: {
      summary: 'Write in the conversation of a report',
      description: "Markdown. The reporter's word answers an open question.",
      tag,
      idempotent: true,
      responses: { 201: { schema: z.object({ id: z.uuid() }), description: 'Written.' } },
      example: { text: 'It also happens in Firefox.' },
    },
  }),
];

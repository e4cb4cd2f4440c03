import { z } from 'zod';
import { listTemplates } from '../../organization/store/labels.ts';
import { urls } from '../../urls.ts';
import { optional, textField } from '../../web/parse.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { loadBug } from '../load-bug.ts';
import { insideReply } from './bug.tsx';

/** The page again with a template in the answer, below what was typed already. Nothing is sent or kept. */
export const answerTemplateRoute: AnyRoute = route({
  method: 'POST',
  url: urls.bugAnswer,
  actor: 'cookie',
  permission: 'bug.note',
  params: z.object({ number: z.string().max(30) }),
  body: {
    type: 'form',
    schema: z.object({
      report: optional(z.uuid()),
      text: textField(60_000).default(''),
      template: z.uuid(),
    }),
    maxBytes: 500_000,
  },
  load: ({ tx, params }) => loadBug(tx, params.number),
  object: (bug) => bug.object,
  handle: async (context) => {
    const { tx, loaded: bug, body } = context;
    const { text, report, template } = body;
    const templates = await listTemplates(tx, bug.object.organization.id);
    const chosen = templates.find(({ id }) => id === template)?.bodyMarkdown ?? '';
    const answer = [text, chosen].filter((part) => part !== '').join('\n\n');
    const typed = { text: answer, ...(report === null ? {} : { report }) };
    return insideReply(context, bug, { form: 'comment', typed, errors: [], message: null, missed: null });
  },
});

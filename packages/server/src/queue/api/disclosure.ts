import { z } from 'zod';
import { urls } from '../../urls.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { disclose, publicationForm } from '../routes/publication.ts';
import { aboutBug, answerBug } from './about-bug.ts';
import { bugSchema } from './bug-resource.ts';

/** The organization's part in making a bug public. */
export const disclosureApi: readonly AnyRoute[] = [
  route({
    ...aboutBug,
    method: 'POST',
    url: urls.apiBugDisclosure,
    permission: 'bug.publish',
    body: { type: 'json', schema: z.strictObject(publicationForm.shape) },
    async handle({ tx, actor, now, loaded, body }) {
      await disclose(tx, loaded.id, body, actor, now);
      return answerBug(tx, actor, loaded.id);
    },
    api: {
      summary: 'Publish a bug, or answer whoever wants to',
      description:
        '`publish` shows it at the `level` given, or asks the reporter of a security bug; `agree` and `refuse` (with a `reason`) answer the reporter, who may ask as well; `unpublish` takes it back. Limited disclosure needs a `summary` in Markdown and shows no report.',
      tag: 'Bugs',
      refusals: ['conflict'],
      responses: {
        200: { schema: bugSchema, description: 'The bug after it.', headers: { etag: 'Its version.' } },
      },
      example: { verb: 'publish', level: 'limited', summary: 'A reset link could be used twice.' },
    },
  }),
];

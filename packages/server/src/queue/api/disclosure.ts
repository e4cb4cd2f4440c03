import { z } from 'zod';
import { urls } from '../../urls.ts';
import { expectedVersion } from '../../web/conditional.ts';
import type { Reply } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { expectVersion } from '../expect-version.ts';
import { lockBug } from '../load-bug.ts';
import { disclose, publicationForm } from '../routes/publication.ts';
import { aboutBug, answerBug } from './about-bug.ts';
import { bugSchema } from './bug-resource.ts';
import { answerDisclosure, disclosureSchema } from './disclosure-resource.ts';

const tag = 'Bugs';

/** What either side may send. */
export const disclosureBody = { type: 'json', schema: z.strictObject(publicationForm.shape) } as const;

type Sent = Context<unknown, unknown, z.output<typeof disclosureBody.schema>>;

/** What a side sent, done to the version of the bug it had read. The caller has checked its permission. */
export async function discloseBug({ tx, actor, now, body, request }: Sent, bugId: string): Promise<Reply> {
  expectVersion(await lockBug(tx, bugId), expectedVersion(request.header('if-match')));
  await disclose(tx, bugId, body, actor, now);
  return answerBug(tx, actor, bugId);
}

/** Whether a bug is public, and the organization's part in it. */
export const disclosureApi: readonly AnyRoute[] = [
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBugDisclosure,
    permission: 'bug.read',
    handle: ({ tx, actor, loaded }) => answerDisclosure(tx, loaded, actor),
    api: {
      summary: 'Whether a bug is public, and who asks for it',
      description: 'The request that waits for an answer is shown to both sides and the team.',
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
    ...aboutBug,
    method: 'POST',
    url: urls.apiBugDisclosure,
    permission: 'bug.publish',
    body: disclosureBody,
    handle: (context) => discloseBug(context, context.loaded.id),
    api: {
      summary: 'Publish a bug, or answer whoever wants to',
      description:
        '`publish` shows it at the `level` given, or asks the reporter of a security bug; `agree` and `refuse` (with a `reason`) answer the reporter, who may ask as well; `unpublish` takes it back. Limited disclosure needs a `summary` in Markdown and shows no report.',
      tag,
      idempotent: true,
      conditional: true,
      refusals: ['conflict'],
      responses: {
        200: { schema: bugSchema, description: 'The bug after it.', headers: { etag: 'Its version.' } },
      },
      example: { verb: 'publish', level: 'limited', summary: 'A reset link could be used twice.' },
    },
  }),
];

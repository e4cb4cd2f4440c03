import { disclosures } from '@bugheist/bug/state';
import { z } from 'zod';
import { type Actor, personId } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { versionTag } from '../../web/conditional.ts';
import type { Tx } from '../../web/register.ts';
import { json, type Reply } from '../../web/reply.ts';
import type { LoadedBug } from '../load-bug.ts';
import { readDisclosure } from '../read-bug-page.ts';

const moment = z.iso.datetime();
const sides = z.enum(['reporter', 'organization']);
const levels = z.enum(['limited', 'full']);

/** Whether everybody may read a bug, and how both sides come to an agreement on that. */
export const disclosureSchema = z.object({
  disclosure: z.enum(disclosures),
  publishedAt: moment.nullable(),
  /** What a public bug was published with; empty for one that shows its reports alone. */
  summary: z.string(),
  /** On which sides you have a say. */
  sides: z.array(sides),
  /** What waits for an answer; for both sides and the team. */
  request: z
    .object({
      side: sides,
      level: levels,
      summary: z.string(),
      /** Handle. */
      by: z.string().nullable(),
      requestedAt: moment,
    })
    .nullable(),
});

/** With the bug's version as ETag. */
export async function answerDisclosure(tx: Tx, bug: LoadedBug, actor: Actor): Promise<Reply> {
  const { sides, request, published } = await readDisclosure(tx, bug, actor);
  const reported = bug.reporterIds.includes(personId(actor) ?? '');
  const mayKnow = sides.length > 0 || reported || can(actor, 'bug.read-internal', bug.object);
  const shown: z.output<typeof disclosureSchema> = {
    disclosure: mayKnow || bug.disclosure !== 'requested' ? bug.disclosure : 'private',
    publishedAt: bug.publishedAt?.toISOString() ?? null,
    summary: published?.summaryMarkdown ?? '',
    sides,
    request:
      mayKnow && request
        ? {
            side: request.side,
            level: request.level,
            summary: request.summaryMarkdown,
            by: request.requesterHandle,
            requestedAt: request.requestedAt.toISOString(),
          }
        : null,
  };
  return json(shown, 200, { etag: versionTag(bug.version) });
}

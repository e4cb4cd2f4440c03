import { z } from 'zod';
import { renderMarkdown } from '../../markdown/render.ts';
import type { Actor } from '../../permission/actor.ts';
import { textField } from '../../web/parse.ts';
import type { Tx } from '../../web/register.ts';
import { agreeToPublication, publishBug, refusePublication, unpublishBug } from '../publish-bug.ts';

/** What either side may do about a bug's disclosure, as its forms send it. */
export const publicationForm = z.object({
  verb: z.enum(['publish', 'agree', 'refuse', 'unpublish']),
  level: z.enum(['limited', 'full']).default('full'),
  summary: textField(5000).default(''),
  reason: textField(2000).default(''),
});

export type Disclosed = 'published' | 'requested' | 'declined' | 'withdrawn' | 'unpublished';

/** Does it, and says what came of it. */
export async function disclose(
  tx: Tx,
  bugId: string,
  { verb, level, summary, reason }: z.output<typeof publicationForm>,
  actor: Actor,
  now: Date,
): Promise<Disclosed> {
  switch (verb) {
    case 'publish': {
      const text = { markdown: summary, ...renderMarkdown(summary) };
      return publishBug(tx, { bugId, publication: { level, summary: text }, actor }, now);
    }
    case 'agree':
      await agreeToPublication(tx, bugId, actor, now);
      return 'published';
    case 'refuse':
      return refusePublication(tx, { bugId, actor, reason }, now);
    case 'unpublish':
      await unpublishBug(tx, bugId, actor, now);
      return 'unpublished';
  }
}

import { z } from 'zod';
import type { Actor } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import type { BugObject } from '../../permission/object.ts';
import { notFound } from '../../refusal.ts';
import { versionTag } from '../../web/conditional.ts';
import type { Tx } from '../../web/register.ts';
import { json, type Reply } from '../../web/reply.ts';
import { type LoadedBug, loadBug, loadBugById } from '../load-bug.ts';
import { sidesOf } from '../publish-bug.ts';
import { withoutDetails } from '../read-public-bug.ts';
import { peopleAndAsset } from '../store/bug-page.ts';
import { labelsOf } from '../store/labels.ts';
import { bugResource } from './bug-resource.ts';

/** What every route about one bug begins with. */
export const aboutBug = {
  actor: 'bearer',
  params: z.object({ number: z.string().max(30) }),
  load: ({ tx, params }: { tx: Tx; params: { number: string } }) => loadBug(tx, params.number),
  object: (bug: LoadedBug): BugObject => bug.object,
} as const;

/** Nobody has this id: a verb then says who may be chosen. */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** The bug as it is now, as far as the actor may know it, with its version as ETag. */
export async function answerBug(tx: Tx, actor: Actor, id: string): Promise<Reply> {
  const bug = await loadBugById(tx, id);
  if (!bug) throw notFound('bug');
  const { assetName, assigneeHandle } = await peopleAndAsset(tx, id);
  const isTeam = can(actor, 'bug.read-internal', bug.object);
  const team = isTeam
    ? {
        assignee: assigneeHandle,
        labels: (await labelsOf(tx, [id])).map(({ name }) => name),
        parent: bug.duplicateOf === null ? null : await loadBugById(tx, bug.duplicateOf),
        reports: bug.reportIds,
      }
    : null;
  // Whoever reported it knows where it is; the public of a limited disclosure does not.
  const isTold = isTeam || sidesOf(actor, bug).includes('reporter') || bug.disclosure === 'full';
  const shown = isTold ? bug : withoutDetails(bug);
  return json(bugResource(shown, isTold ? assetName : null, team), 200, { etag: versionTag(bug.version) });
}

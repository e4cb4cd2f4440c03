import { isOpen } from '@bugheist/bug/state';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { type Actor, personId } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { type LoadedBug, lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { changeBug } from './store/bugs.ts';

/** Shows a bug to everybody. The caller has checked `bug.publish`. A security bug must be closed first. */
export async function publishBug(tx: Tx, bugId: string, actor: Actor, now: Date): Promise<void> {
  const bug = await lockBug(tx, bugId);
  if (isPublic(bug)) throw new Refusal('conflict', `${bug.name} is public already.`);
  if (bug.kind === 'security' && isOpen(bug.state))
    throw new Refusal(
      'conflict',
      `${bug.name} is a security bug and still open. Close it first; then it can be published.`,
    );
  await changeBug(tx, bug.id, { disclosure: 'full', publishedAt: now, publishedBy: personId(actor) }, now);
  await tell(tx, bug, 'published', actor, now);
}

/** Takes it back. The caller has checked `bug.publish`. What somebody has read meanwhile, they have read. */
export async function unpublishBug(tx: Tx, bugId: string, actor: Actor, now: Date): Promise<void> {
  const bug = await lockBug(tx, bugId);
  if (!isPublic(bug)) throw new Refusal('conflict', `${bug.name} is not public.`);
  await changeBug(tx, bug.id, { disclosure: 'private', publishedAt: null, publishedBy: null }, now);
  await tell(tx, bug, 'unpublished', actor, now);
}

export const isPublic = ({ disclosure }: LoadedBug): boolean =>
  disclosure === 'limited' || disclosure === 'full';

async function tell(
  tx: Tx,
  bug: LoadedBug,
  type: 'published' | 'unpublished',
  actor: Actor,
  now: Date,
): Promise<void> {
  await recordEvent(tx, { bug, type, actor, audience: 'reporter', tells: [] }, now);
  const action = type === 'published' ? 'bug.publish' : 'bug.unpublish';
  await recordAudit(tx, { actor, action, objectType: 'bug', objectId: bug.name }, now);
}

import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { changeBug } from './store/bugs.ts';
import { triagersOf } from './store/events.ts';

/**
 * Ends a hold: from now on the bug is found, matched and counted, and the organization hears of it. The caller has
 * checked `bug.moderate` and settles the hold's own row.
 */
export async function releaseBug(tx: Tx, bugId: string, actor: Actor, now: Date): Promise<void> {
  const bug = await lockBug(tx, bugId);
  if (bug.heldAt === null) throw new Refusal('conflict', `${bug.name} is not held (any more).`);
  const publishedAt = bug.publishedAt === null ? null : now;
  await changeBug(tx, bug.id, { heldAt: null, publishedAt }, now);
  const released = { ...bug, object: { ...bug.object, held: false } };
  const triagers = await triagersOf(tx, bug.organizationId, bug.staffedAt !== null);
  await recordEvent(
    tx,
    {
      bug: released,
      type: 'released',
      actor,
      audience: 'reporter',
      tells: triagers.map(({ id }) => id),
    },
    now,
  );
  await recordAudit(tx, { actor, action: 'bug.release', objectType: 'bug', objectId: bug.name }, now);
}

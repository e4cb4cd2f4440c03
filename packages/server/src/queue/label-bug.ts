import type { Tx } from '../db/transaction.ts';
import { listLabels } from '../organization/store/labels.ts';
import type { Actor } from '../permission/actor.ts';
import { Refusal } from '../refusal.ts';
import { lockBug } from './load-bug.ts';
import { recordEvent } from './record-event.ts';
import { touchBug } from './store/bugs.ts';
import { addLabels, labelsOf, removeLabels } from './store/labels.ts';

export interface Labelling {
  bugId: string;
  add: readonly string[];
  remove: readonly string[];
  actor: Actor;
}

/** Puts labels of the organization on a bug and takes others off. The caller has checked `bug.fix`. */
export async function labelBug(tx: Tx, { bugId, add, remove, actor }: Labelling, now: Date): Promise<void> {
  const bug = await lockBug(tx, bugId);
  const known = new Map((await listLabels(tx, bug.organizationId)).map(({ id, name }) => [id, name]));
  const current = new Set((await labelsOf(tx, [bug.id])).map(({ id }) => id));
  if ([...add, ...remove].some((id) => !known.has(id)))
    throw new Refusal('invalid', `Choose labels of ${bug.organizationName}; one of these is not (any more).`);
  const added = [...new Set(add)].filter((id) => !current.has(id) && !remove.includes(id));
  const removed = [...new Set(remove)].filter((id) => current.has(id));
  if (added.length + removed.length === 0) return;
  await addLabels(tx, bug.id, added);
  await removeLabels(tx, bug.id, removed);
  await touchBug(tx, bug.id, now);
  const names = (ids: readonly string[]) => ids.map((id) => known.get(id) ?? '');
  const content = { added: names(added), removed: names(removed) };
  await recordEvent(tx, { bug, type: 'labelled', actor, audience: 'members', content, tells: null }, now);
}

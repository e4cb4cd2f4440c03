import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { organizationBySlug } from '../organization/store/organizations.ts';
import type { PersonActor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { notFound, Refusal } from '../refusal.ts';
import { link, urls } from '../urls.ts';
import { queueWords } from '../words/queue.ts';
import { filterQuery, parseFilter } from './queue-filter.ts';
import { removeView, type SavedView, saveView, unscopedView } from './store/saved-views.ts';

export interface NewView {
  name: string;
  /** A path of the queue; read again, so that nothing but a queue of ours can be kept. */
  view: string;
  /** Slug of the organization it is shared with; empty for the person alone. */
  share: string;
}

/**
 * Keeps a view of the queue, in place of one of the same name. Throws `invalid` for an organization whose queue the
 * actor does not see. `isNew` says that there was none of that name.
 */
export async function keepView(
  tx: Tx,
  { name, view, share }: NewView,
  actor: PersonActor,
  now: Date,
): Promise<{ id: string; isNew: boolean }> {
  const organization = share === '' ? null : await organizationBySlug(tx, share);
  const object = organization && {
    type: 'organization' as const,
    id: organization.id,
    staffed: organization.staffedAt !== null,
  };
  if (share !== '' && !(object && can(actor, 'organization.queue', object))) {
    const message = queueWords.badShare;
    throw new Refusal('invalid', message, { fields: [{ path: 'share', message }] });
  }
  const kept = { id: newId(now), personId: actor.id, name, query: queueLink(view), createdAt: now };
  const id = await saveView(tx, { ...kept, organizationId: object?.id ?? null });
  if (object) await audit(tx, actor, 'organization.share-view', { id: object.id, name }, now);
  return { id, isNew: id === kept.id };
}

/** Removes one's own view, or one shared with an organization one manages. Throws `not-found` for any other. */
export async function dropView(tx: Tx, id: string, actor: PersonActor, now: Date): Promise<void> {
  const view = await unscopedView(tx, id);
  if (!view || !mayRemove(actor, view)) throw notFound('view');
  await removeView(tx, id);
  const { organization, name } = view;
  if (organization) await audit(tx, actor, 'organization.remove-view', { id: organization.id, name }, now);
}

export const mayRemove = (actor: PersonActor, { personId, organization }: SavedView): boolean =>
  personId === actor.id ||
  (organization !== null && can(actor, 'organization.manage', { type: 'organization', ...organization }));

/** The queue's address that a text asks for, without what does not belong to it. */
export function queueLink(view: string): string {
  const [path, search = ''] = view.split('?');
  if (path !== urls.queue) return urls.queue;
  const raw: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) raw[name] = [...(raw[name] ?? []), value];
  return link(urls.queue, null, filterQuery({ ...parseFilter(raw), cursor: null }));
}

const audit = (
  tx: Tx,
  actor: PersonActor,
  action: string,
  { id, name }: { id: string; name: string },
  now: Date,
): Promise<void> =>
  recordAudit(tx, { actor, action, objectType: 'organization', objectId: id, content: { view: name } }, now);

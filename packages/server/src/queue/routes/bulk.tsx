import { z } from 'zod';
import { link, urls } from '../../urls.ts';
import { listField, textField } from '../../web/parse.ts';
import { isLocalPath, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { queueWords as words } from '../../words/queue.ts';
import { type BulkChange, changeMany, mostAtOnce } from '../change-many.ts';
import { filterQuery, parseFilter, type RawQuery } from '../queue-filter.ts';
import { dropView, keepView, queueLink } from '../saved-view.ts';
import { personByHandle } from '../store/choices.ts';
import { personOf, queueReply } from './list.tsx';

const bulkBody = z.object({
  view: z.string().max(4000).default(''),
  do: z.enum(['assign', 'label', 'transition'], words.bulkChoose),
  bug: listField(z.string().max(30)).pipe(z.array(z.string()).max(mostAtOnce)),
  to: z.string().max(40).default('me'),
  with: z.string().max(40).default(''),
  transition: z.string().max(40).default(''),
  reason: z.string().max(2000).default(''),
});

const savedBody = z.object({
  view: z.string().max(2000),
  name: textField(60, 1),
  share: z.string().max(63).default(''),
});

/** What is done to many bugs at once, and the views people keep. */
export const bulkRoutes: readonly AnyRoute[] = [
  route({
    method: 'POST',
    url: urls.queueBulk,
    actor: 'cookie',
    permission: 'account.use',
    body: { type: 'form', schema: bulkBody },
    handle: async (context) => {
      const { body, actor, now } = context;
      const raw = queryOf(body.view);
      const typed = { assignee: body.to, label: body.with, transition: body.transition, reason: body.reason };
      if (body.bug.length === 0)
        return queueReply(context, raw, { failures: [], message: words.bulkNoneSelected, typed });
      const change = await changeOf(context, body);
      const failures = await changeMany(context.tx, { names: body.bug, change, actor }, now);
      if (failures.length > 0) return queueReply(context, raw, { failures, message: null, typed });
      const done = { assign: 'assigned', label: 'labelled', transition: 'moved' }[body.do];
      return redirect(link(urls.queue, null, { ...filterQuery(parseFilter(raw), { page: true }), done }));
    },
  }),
  route({
    method: 'POST',
    url: urls.savedViews,
    actor: 'cookie',
    permission: 'account.use',
    body: { type: 'form', schema: savedBody },
    handle: async (context) => {
      const { tx, now, body } = context;
      await keepView(tx, body, personOf(context), now);
      const done = body.share === '' ? 'view-saved' : 'view-shared';
      return redirect(
        link(urls.queue, null, { ...filterQuery(parseFilter(queryOf(queueLink(body.view)))), done }),
      );
    },
  }),
  route({
    method: 'POST',
    url: urls.savedViewRemoval,
    actor: 'cookie',
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    body: { type: 'form', schema: z.object({}) },
    handle: async (context) => {
      await dropView(context.tx, context.params.id, personOf(context), context.now);
      return redirect(link(urls.queue, null, { done: 'view-removed' }));
    },
  }),
];

async function changeOf(context: Context, body: z.output<typeof bulkBody>): Promise<BulkChange> {
  if (body.do === 'label') return { type: 'label', name: body.with };
  if (body.do === 'transition')
    return { type: 'transition', name: body.transition, reason: body.reason.trim() || null };
  if (body.to === 'nobody') return { type: 'assign', assigneeId: null };
  if (body.to === 'me') return { type: 'assign', assigneeId: personOf(context).id };
  const assigneeId = await personByHandle(context.tx, body.to);
  // An id nobody has: every bug then says whom to choose instead.
  return { type: 'assign', assigneeId: assigneeId ?? '00000000-0000-0000-0000-000000000000' };
}

/** The query of an address of the queue that came back in a form. */
function queryOf(view: string): RawQuery {
  if (!isLocalPath(view)) return {};
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URL(view, 'http://queue').searchParams)
    query[name] = [...(query[name] ?? []), value];
  return query;
}

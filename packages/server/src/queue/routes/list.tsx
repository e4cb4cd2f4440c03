import { z } from 'zod';
import { newId } from '../../id.ts';
import { organizationBySlug } from '../../organization/store/organizations.ts';
import type { PersonActor } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { formatOf } from '../../web/format-of.ts';
import type { Tx } from '../../web/register.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { queueWords as words } from '../../words/queue.ts';
import type { BulkFailure } from '../change-many.ts';
import { parseFilter, type QueueFilter, type RawQuery } from '../queue-filter.ts';
import { readQueue, wholeReach } from '../read-queue.ts';
import { mayRemove } from '../saved-view.ts';
import { assetChoices, labelNames, organizationChoices, workersOf } from '../store/choices.ts';
import type { Reach } from '../store/queue-conditions.ts';
import { queueCounts } from '../store/queue-counts.ts';
import { savedViews } from '../store/saved-views.ts';
import type { BulkTyped } from '../views/bulk-bar.tsx';
import type { Choices } from '../views/queue-filters.tsx';
import { type QueueHome, QueuePage } from '../views/queue-page.tsx';
import { withinReach } from './reach.ts';

const rawQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** The list of bugs, and the ways to it. */
export const listRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.queue,
    actor: 'cookie',
    permission: 'account.use',
    query: rawQuery,
    handle: (context) => queueReply(context, context.query),
  }),
  route({
    method: 'GET',
    url: urls.myQueue,
    actor: 'cookie',
    permission: 'account.use',
    handle: async () => redirect(link(urls.queue, null, { assignee: 'me' })),
  }),
  route({
    method: 'GET',
    url: urls.organizationQueue,
    actor: 'cookie',
    permission: 'organization.queue',
    params: z.object({ slug: z.string().max(63) }),
    load: ({ tx, params }) => organizationBySlug(tx, params.slug),
    object: ({ id, staffedAt }) => ({ type: 'organization', id, staffed: staffedAt !== null }),
    handle: async ({ params }) => redirect(link(urls.queue, null, { organization: params.slug })),
  }),
];

interface Outcome {
  failures: readonly BulkFailure[];
  message: string | null;
  typed: BulkTyped;
}

const untouched: Outcome = {
  failures: [],
  message: null,
  typed: { assignee: '', label: '', transition: '', reason: '' },
};

/** The page for a query; after a bulk change that was refused, with what came of it. */
export async function queueReply(context: Context, raw: RawQuery, outcome = untouched): Promise<Reply> {
  const { tx, now, formToken } = context;
  const actor = personOf(context);
  const filter = parseFilter(raw);
  const reach = await withinReach(tx, actor, filter);
  const choices = await choicesWithin(tx, actor, filter, reach);
  const [only, ...others] = reach.organizationIds;
  const home = only !== undefined && others.length === 0 ? await homeOf(tx, actor, only) : null;
  const query = { filter, reach, personId: actor.id, now };
  const queue = await readQueue(tx, query, now);
  const counts = await queueCounts(tx, query);
  const whole = filter.organization === null ? reach : await wholeReach(tx, actor);
  const views = (await savedViews(tx, actor.id, whole.organizationIds)).map((view) => ({
    ...view,
    removable: mayRemove(actor, view),
  }));
  const done = typeof raw['done'] === 'string' ? (doneWords.get(raw['done']) ?? null) : null;
  const isRefused = outcome !== untouched;
  const body = (
    <QueuePage
      {...outcome}
      filter={filter}
      page={queue}
      counts={counts}
      choices={choices}
      views={views}
      home={home}
      works={worksSomewhere(actor)}
      drawnAt={newId(now)}
      token={formToken}
      format={formatOf(context)}
      now={now}
    />
  );
  return page(filter.assignee === 'me' ? words.mine : words.title, body, {
    width: 'wide',
    scripts: ['queue-keys', 'shortcuts', 'live'],
    status: isRefused ? 422 : 200,
    done: isRefused ? null : done,
  });
}

export function personOf({ actor }: Pick<Context, 'actor'>): PersonActor {
  if (actor.type === 'person') return actor;
  throw new Refusal('unauthenticated', 'Sign in to see the queue.');
}

const doneWords = new Map<string, string>(Object.entries(words.done));

/** Whether any of the actor's parts lets them do more than look; what exactly, `can` decides bug by bug. */
const worksSomewhere = (actor: PersonActor): boolean =>
  actor.staff !== null || [...actor.roles.values()].some((role) => role !== 'viewer');

async function choicesWithin(
  tx: Tx,
  actor: PersonActor,
  filter: QueueFilter,
  { organizationIds: ids }: Reach,
): Promise<Choices> {
  const whole = filter.organization === null ? ids : (await wholeReach(tx, actor)).organizationIds;
  return {
    organizations: await organizationChoices(tx, [...new Set([...whole, ...ids])]),
    workers: await workersOf(tx, ids, { withStaff: actor.staff !== null }),
    labels: await labelNames(tx, ids),
    assets: ids.length === 1 ? await assetChoices(tx, ids) : [],
  };
}

async function homeOf(tx: Tx, actor: PersonActor, id: string): Promise<QueueHome | null> {
  const [organization] = await organizationChoices(tx, [id]);
  if (!organization) return null;
  const { slug, name, staffed } = organization;
  const manages = can(actor, 'organization.manage', { type: 'organization', id, staffed });
  return { slug, name, isMember: actor.roles.has(id), manages };
}

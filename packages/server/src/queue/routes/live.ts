import { z } from 'zod';
import { isId } from '../../id.ts';
import type { Actor } from '../../permission/actor.ts';
import { can } from '../../permission/can.ts';
import { Refusal } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import type { Tx } from '../../web/register.ts';
import type { Reply } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { queueWords } from '../../words/queue.ts';
import type { LiveFeed, LiveReader } from '../live-feed.ts';
import { type LoadedBug, loadBug, loadBugsById } from '../load-bug.ts';
import { wholeReach } from '../read-queue.ts';
import { type Announcement, eventsAfter } from '../store/outbox.ts';
import { personOf } from './list.tsx';

export interface LiveDeps {
  feed: LiveFeed;
  /** Statements after the request's own time. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Who brings these cookies now; null once the session has ended and the claim is over. */
  actorNow(tx: Tx, cookies: { session: string; claim: string }): Promise<Actor | null>;
}

export const liveQuery = z.object({ since: z.string().max(36).default('') });

/**
 * Streams that tell an open page how much has changed since it was drawn, and nothing of what. Every message asks
 * anew whether the session lives and the person may know.
 */
export const liveRoutes = (deps: LiveDeps): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.bugLive,
    actor: 'cookie',
    permission: 'bug.read-internal',
    params: z.object({ number: z.string().max(30) }),
    query: liveQuery,
    load: ({ tx, params }) => loadBug(tx, params.number),
    object: (bug: LoadedBug) => bug.object,
    handle: async (context) => {
      const { id: bugId } = context.loaded;
      return liveReply(deps, context, {
        readerId: personOf(context).id,
        concerns: ({ bugId: changed }) => changed === bugId,
        of: { bugId },
        known: knownToMembers,
      });
    },
  }),
  route({
    method: 'GET',
    url: urls.queueLive,
    actor: 'cookie',
    permission: 'account.use',
    query: liveQuery,
    handle: async (context) =>
      liveReply(deps, context, {
        readerId: personOf(context).id,
        concerns: () => true,
        of: await wholeReach(context.tx, personOf(context)),
        known: knownToMembers,
      }),
  }),
];

/** What one open page listens to. */
interface Listening {
  /** Whose connections are counted together. */
  readerId: string;
  concerns(event: Announcement): boolean;
  /** Where to look for what happened before the connection. */
  of: Parameters<typeof eventsAfter>[2];
  /** How many of them this actor may know of now; null: they may not listen any more. */
  known(tx: Tx, actor: Actor, events: readonly Announcement[]): Promise<number | null>;
}

/** The stream of one open page, from the last event it shows. */
export async function liveReply(
  { feed, read, actorNow }: LiveDeps,
  { tx, request, query }: Context<unknown, z.output<typeof liveQuery>>,
  { readerId, concerns, of, known }: Listening,
): Promise<Reply> {
  if (!feed.hasRoomFor(readerId))
    throw new Refusal('too-many-requests', queueWords.liveTooMany, { headers: { 'retry-after': '60' } });
  const since = request.header('last-event-id') ?? query.since;
  const missed = isId(since) ? (await eventsAfter(tx, since, of)).filter(concerns) : [];
  const cookies = { session: request.cookie('session') ?? '', claim: request.cookie('claim') ?? '' };
  const judge: LiveReader['judge'] = (events) =>
    read(async (at) => {
      const actor = await actorNow(at, cookies);
      return actor && known(at, actor, events);
    });
  return {
    type: 'events',
    start: (send, end) =>
      feed.join(
        { personId: readerId, concerns, judge, end, tell: (count, id) => send('changed', { count }, id) },
        missed,
      ),
  };
}

/** How many are about bugs that this actor works on. */
async function knownToMembers(tx: Tx, actor: Actor, events: readonly Announcement[]): Promise<number> {
  const bugs = await loadBugsById(tx, [...new Set(events.map(({ bugId }) => bugId))]);
  const known = new Set(
    bugs.filter(({ object }) => can(actor, 'bug.read-internal', object)).map(({ id }) => id),
  );
  return events.filter(({ bugId }) => known.has(bugId)).length;
}

import { z } from 'zod';
import { isId } from '../../id.ts';
import type { PersonActor } from '../../permission/actor.ts';
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
  /** Who a session's cookie belongs to now; null once it has ended. */
  sessionActor(tx: Tx, token: string): Promise<PersonActor | null>;
}

const query = z.object({ since: z.string().max(36).default('') });

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
    query,
    load: ({ tx, params }) => loadBug(tx, params.number),
    object: (bug: LoadedBug) => bug.object,
    handle: async (context) => {
      const { id: bugId } = context.loaded;
      return stream(
        deps,
        context,
        ({ bugId: changed }) => changed === bugId,
        async () => ({ bugId }),
      );
    },
  }),
  route({
    method: 'GET',
    url: urls.queueLive,
    actor: 'cookie',
    permission: 'account.use',
    query,
    handle: async (context) =>
      stream(
        deps,
        context,
        () => true,
        async () => wholeReach(context.tx, personOf(context)),
      ),
  }),
];

async function stream(
  { feed, read, sessionActor }: LiveDeps,
  context: Context<unknown, z.output<typeof query>>,
  concerns: (event: Announcement) => boolean,
  of: () => Promise<Parameters<typeof eventsAfter>[2]>,
): Promise<Reply> {
  const { tx, request, query: asked } = context;
  const personId = personOf(context).id;
  if (!feed.hasRoomFor(personId))
    throw new Refusal('too-many-requests', queueWords.liveTooMany, { headers: { 'retry-after': '60' } });
  const since = request.header('last-event-id') ?? asked.since;
  const missed = isId(since) ? await eventsAfter(tx, since, await of()) : [];
  const token = request.cookie('session') ?? '';
  const judge: LiveReader['judge'] = (events) =>
    read(async (at) => {
      const actor = await sessionActor(at, token);
      if (actor === null) return null;
      const bugs = await loadBugsById(at, [...new Set(events.map(({ bugId }) => bugId))]);
      const known = new Set(
        bugs.filter(({ object }) => can(actor, 'bug.read-internal', object)).map(({ id }) => id),
      );
      return events.filter(({ bugId }) => known.has(bugId)).length;
    });
  return {
    type: 'events',
    start: (send, end) =>
      feed.join(
        { personId, concerns, judge, end, tell: (count, id) => send('changed', { count }, id) },
        missed,
      ),
  };
}

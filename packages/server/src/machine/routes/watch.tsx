import { z } from 'zod';
import type { FieldError } from '../../refusal.ts';
import { notFound, Refusal } from '../../refusal.ts';
import { formatOf } from '../../web/format-of.ts';
import { textField } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { guardWords as words } from '../../words/guard.ts';
import { confirmDecision, endDecision } from '../decide-by-hand.ts';
import type { News } from '../news.ts';
import { readWatch, type Watch } from '../read-watch.ts';
import { type Sought, seekAddresses } from '../seek-addresses.ts';
import { type DecisionRow, decisionsById } from '../store/decisions.ts';
import { AddressesPage } from '../views/addresses-page.tsx';
import { DecisionPage } from '../views/decision-page.tsx';
import { WatchPage } from '../views/watch-page.tsx';
import type { Watched, WatchScope } from './watch-scope.ts';

/** The pages on which people see what the guards do, and take it back. */
export function watchRoutes(scope: WatchScope, news: News): readonly AnyRoute[] {
  const common = {
    actor: 'cookie',
    permission: scope.permission,
    params: scope.params,
    load: scope.load,
    object: ({ object }: Watched) => object as never,
  } as const;
  return [
    route({
      ...common,
      method: 'GET',
      url: scope.urls.page,
      query: z.object({ done: z.string().max(20).default('') }),
      async handle(context) {
        const { tx, now, formToken, query, loaded } = context;
        const watch = loaded.perimeter ? await readWatch(tx, loaded.perimeter.id, now) : nothing;
        const shown = { links: loaded.links, watch, token: formToken, format: formatOf(context), now };
        return page(loaded.links.title, <WatchPage {...shown} />, {
          width: 'wide',
          scripts: ['guard-live'],
          done: words.done[query.done],
        });
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: scope.urls.news,
      async handle({ request, loaded: { perimeter } }) {
        if (!/\btext\/event-stream\b/.test(request.header('accept') ?? ''))
          throw new Refusal('bad-request', 'Expected Accept: text/event-stream; this address only streams.');
        if (perimeter === null) throw notFound('guard');
        if (!news.hasRoom)
          throw new Refusal('overloaded', 'Too many pages follow already; yours still works.');
        return {
          type: 'events',
          start: (send, end) =>
            news.subscribe({ perimeterId: perimeter.id, onNews: () => send('changed', {}), end }),
        };
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: scope.urls.addresses,
      body: {
        type: 'form',
        schema: z.object({ address: textField(100).default(''), decision: z.string().max(100).default('') }),
      },
      async handle(context) {
        const { tx, now, actor, body, loaded } = context;
        if (loaded.perimeter === null) throw notFound('guard');
        const sought = await seekAddresses(tx, { perimeterId: loaded.perimeter.id, actor, ...body }, now);
        if (sought === null) throw notFound('decision');
        return addressesReply(context, loaded, body.address, sought);
      },
    }),
    route({
      ...common,
      method: 'GET',
      url: scope.urls.decision,
      async handle(context) {
        const { tx, params, loaded } = context;
        return decisionReply(context, loaded, await decisionOf(tx, loaded, params.id), []);
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: scope.urls.ending,
      body: { type: 'form', schema: z.object({ why: textField(500, 1) }) },
      async invalid(context, errors) {
        const { tx, params, loaded } = context;
        return decisionReply(context, loaded, await decisionOf(tx, loaded, params.id), errors);
      },
      async handle(context) {
        const { tx, now, actor, params, body, loaded } = context;
        const given = { ...byHand(context, loaded), id: params.id, actor, why: body.why };
        if ((await endDecision(tx, given, now)) === null) throw notFound('decision');
        return redirect(`${loaded.links.page}?done=ended`);
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: scope.urls.confirmation,
      body: { type: 'form', schema: z.object({}) },
      async handle(context) {
        const { tx, now, actor, params, loaded } = context;
        const given = { ...byHand(context, loaded), id: params.id, actor };
        if ((await confirmDecision(tx, given, now)) === null) throw notFound('decision');
        return redirect(`${loaded.links.page}?done=confirmed`);
      },
    }),
  ];
}

const nothing: Watch = {
  troubles: [],
  guards: [],
  minutes: [],
  live: { enforced: 0, shadow: 0, held: 0 },
  decisions: [],
  incidents: [],
  scenarios: [],
  topSources: [],
};

/** Where a person decides, and under which name the guards write it down. */
function byHand({ signedIn }: Context, { perimeter }: Watched): { perimeterId: string; by: string } {
  if (perimeter === null) throw notFound('guard');
  return { perimeterId: perimeter.id, by: `@${signedIn?.handle ?? ''}` };
}

async function decisionOf(tx: Context['tx'], { perimeter }: Watched, id: string): Promise<DecisionRow> {
  const [decision] = perimeter ? await decisionsById(tx, perimeter.id, [id]) : [];
  if (!decision) throw notFound('decision');
  return decision;
}

function decisionReply(
  context: Context,
  { links }: Watched,
  decision: DecisionRow,
  errors: readonly FieldError[],
  showAddresses = false,
): Reply {
  const { formToken: token, now } = context;
  const shown = { decision, links, errors, token, showAddresses, format: formatOf(context), now };
  return page(words.decision, <DecisionPage {...shown} />, {
    scripts: ['copy'],
    status: errors.length > 0 ? 422 : 200,
  });
}

function addressesReply(context: Context, watched: Watched, address: string, sought: Sought): Reply {
  const { formToken: token, now } = context;
  if (sought.type === 'decision') return decisionReply(context, watched, sought.decision, [], true);
  const { topSources, decisions } = sought;
  const shown = {
    links: watched.links,
    topSources,
    decisions,
    address,
    token,
    format: formatOf(context),
    now,
  };
  return page(words.addresses, <AddressesPage {...shown} />, { width: 'wide' });
}

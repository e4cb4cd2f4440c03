import { z } from 'zod';
import type { PersonActor } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { loadBugsById } from '../queue/load-bug.ts';
import { Refusal } from '../refusal.ts';
import { link, urls } from '../urls.ts';
import { formatOf } from '../web/format-of.ts';
import { checkbox, textField } from '../web/parse.ts';
import { page, type Reply, redirect } from '../web/reply.ts';
import { type AnyRoute, type Context, route } from '../web/route.ts';
import { moderationWords as words } from '../words/moderation.ts';
import { decideAppeal } from './decide-appeal.ts';
import { decideHold } from './decide-hold.ts';
import { countWaiting, openAppeals, openHolds } from './store.ts';
import { AppealsPage } from './views/appeals-page.tsx';
import type { RefusedForm } from './views/frame.tsx';
import { HoldsPage } from './views/holds-page.tsx';

const pageSize = 20;
const listQuery = z.object({ after: z.uuid().optional(), done: z.string().max(20).default('') });
type ListQuery = z.output<typeof listQuery>;
const params = z.object({ id: z.uuid() });

/** The staff's desk: what is held, and what is appealed. */
export const moderationRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.moderation,
    actor: 'cookie',
    permission: 'instance.moderate',
    query: listQuery,
    handle: (context) => holdsReply(context, context.query, null),
  }),
  route({
    method: 'POST',
    url: urls.moderationDecision,
    actor: 'cookie',
    permission: 'instance.moderate',
    params,
    body: {
      type: 'form',
      schema: z.object({
        outcome: z.enum(['released', 'spam']),
        reason: textField(2000).default(''),
        block: z.preprocess((value) => value === 'yes', checkbox()),
      }),
    },
    invalid: (context, errors, typed) =>
      holdsReply(context, firstPage, { id: context.params.id, errors, typed }),
    async handle(context) {
      const {
        tx,
        params: { id: holdId },
        body,
        now,
      } = context;
      try {
        await decideHold(tx, { holdId, ...body, actor: moderatorOf(context) }, now);
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'invalid') throw error;
        const typed = { reason: body.reason, block: body.block ? 'yes' : '' };
        return holdsReply(context, firstPage, { id: holdId, errors: error.fields, typed });
      }
      return redirect(link(urls.moderation, null, { done: body.outcome }));
    },
  }),
  route({
    method: 'GET',
    url: urls.moderationAppeals,
    actor: 'cookie',
    permission: 'instance.moderate',
    query: listQuery,
    handle: (context) => appealsReply(context, context.query, null),
  }),
  route({
    method: 'POST',
    url: urls.moderationAppealDecision,
    actor: 'cookie',
    permission: 'instance.moderate',
    params,
    body: {
      type: 'form',
      schema: z.object({
        outcome: z.enum(['upheld', 'rejected']),
        answer: z.string().trim().min(1, words.answerNeeded).max(5000, 'At most 5000 characters, please.'),
      }),
    },
    invalid: (context, errors, typed) =>
      appealsReply(context, firstPage, { id: context.params.id, errors, typed }),
    async handle(context) {
      const {
        tx,
        params: { id: appealId },
        body,
        now,
      } = context;
      await decideAppeal(tx, { appealId, ...body, actor: moderatorOf(context) }, now);
      return redirect(link(urls.moderationAppeals, null, { done: body.outcome }));
    },
  }),
];

const firstPage: ListQuery = { done: '' };

type AnyContext = Context<unknown, unknown, unknown, unknown>;

async function holdsReply(
  context: AnyContext,
  query: ListQuery,
  refused: RefusedForm | null,
): Promise<Reply> {
  const { tx, now, formToken } = context;
  const rows = await openHolds(tx, { after: query.after ?? null, limit: pageSize + 1 });
  const body = (
    <HoldsPage
      holds={rows.slice(0, pageSize)}
      waiting={await countWaiting(tx)}
      older={nextPage(urls.moderation, rows)}
      refused={refused}
      token={formToken}
      format={formatOf(context)}
      now={now}
    />
  );
  return page(words.holds, body, { status: refused ? 422 : 200, done: doneWords.get(query.done) });
}

async function appealsReply(
  context: AnyContext,
  query: ListQuery,
  refused: RefusedForm | null,
): Promise<Reply> {
  const { tx, actor, now, formToken } = context;
  const rows = await openAppeals(tx, { after: query.after ?? null, limit: pageSize + 1 });
  const appeals = rows.slice(0, pageSize);
  const bugs = await loadBugsById(
    tx,
    appeals.map(({ bugId }) => bugId),
  );
  // An appeal opens its own words to the staff, not the organization's private bug.
  const readable = new Set(bugs.filter(({ object }) => can(actor, 'bug.read', object)).map(({ id }) => id));
  const body = (
    <AppealsPage
      appeals={appeals}
      readable={readable}
      me={moderatorOf(context).id}
      waiting={await countWaiting(tx)}
      older={nextPage(urls.moderationAppeals, rows)}
      refused={refused}
      token={formToken}
      format={formatOf(context)}
      now={now}
    />
  );
  return page(words.appeals, body, { status: refused ? 422 : 200, done: doneWords.get(query.done) });
}

const doneWords = new Map<string, string>(Object.entries(words.done));

function nextPage(
  url: typeof urls.moderation | typeof urls.moderationAppeals,
  rows: readonly { id: string }[],
): string | null {
  const last = rows[pageSize - 1];
  return rows.length > pageSize && last ? link(url, null, { after: last.id }) : null;
}

function moderatorOf({ actor }: Pick<Context, 'actor'>): PersonActor {
  if (actor.type === 'person') return actor;
  throw new Error(`Expected a person after the permission check, got ${actor.type}.`);
}

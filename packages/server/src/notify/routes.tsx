import { z } from 'zod';
import { isId } from '../id.ts';
import { personId } from '../permission/actor.ts';
import { can } from '../permission/can.ts';
import { loadBugsById } from '../queue/load-bug.ts';
import { link, urls } from '../urls.ts';
import { formatOf } from '../web/format-of.ts';
import { page, redirect } from '../web/reply.ts';
import { type AnyRoute, route } from '../web/route.ts';
import { notifyWords as words } from '../words/notify.ts';
import { listNotifications, markAllRead, setWantsMail, wantsMail } from './store.ts';
import { personOfToken } from './unsubscribe-token.ts';
import { NotificationsPage } from './views/notifications-page.tsx';
import { UnsubscribedPage, UnsubscribePage } from './views/unsubscribe-page.tsx';

const pageSize = 50;

/** What happened to the bugs a person follows, and whether it is also mailed. */
export const notifyRoutes = (given: { unsubscribeKey: Uint8Array }): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.notifications,
    actor: 'cookie',
    permission: 'account.use',
    query: z.object({ before: z.string().optional(), done: z.string().optional() }),
    handle: async (context) => {
      const { tx, query, now } = context;
      const me = personId(context.actor) ?? '';
      const before = query.before && isId(query.before) ? query.before : null;
      const rows = await listNotifications(tx, me, { before, limit: pageSize + 1 });
      const shown = rows.slice(0, pageSize);
      const last = rows.length > pageSize ? shown.at(-1) : undefined;
      const bugs = await loadBugsById(tx, [...new Set(shown.map(({ bugId }) => bugId))]);
      const readable = bugs.filter(({ object }) => can(context.actor, 'bug.read', object));
      return page(
        words.title,
        <NotificationsPage
          rows={shown}
          titles={new Map(readable.map(({ id, title }) => [id, title]))}
          newer={before ? urls.notifications : null}
          older={last ? link(urls.notifications, null, { before: last.id }) : null}
          byMail={await wantsMail(tx, me)}
          token={context.formToken}
          now={now}
          format={formatOf(context)}
        />,
        { width: 'narrow', done: words.done[query.done ?? ''] },
      );
    },
  }),
  route({
    method: 'POST',
    url: urls.notificationsRead,
    actor: 'cookie',
    permission: 'account.use',
    body: { type: 'form', schema: z.object({}) },
    handle: async ({ tx, actor, now }) => {
      await markAllRead(tx, personId(actor) ?? '', now);
      return redirect(link(urls.notifications, null, { done: 'read' }));
    },
  }),
  route({
    method: 'POST',
    url: urls.notificationMail,
    actor: 'cookie',
    permission: 'account.use',
    body: { type: 'form', schema: z.object({ wants: z.enum(['yes', 'no']) }) },
    handle: async ({ tx, actor, body }) => {
      await setWantsMail(tx, personId(actor) ?? '', body.wants === 'yes');
      return redirect(link(urls.notifications, null, { done: 'mail' }));
    },
  }),
  route({
    method: 'GET',
    url: urls.unsubscribe,
    actor: 'none',
    permission: 'anyone',
    params: z.object({ token: z.string().max(200) }),
    load: async ({ params }) => personOfToken(given.unsubscribeKey, params.token),
    handle: async ({ params }) =>
      page(words.unsubscribe, <UnsubscribePage token={params.token} />, { width: 'narrow', noIndex: true }),
  }),
  // Mail programs send this by themselves, so it carries no form token; the address is the proof. Source: RFC 8058.
  route({
    method: 'POST',
    url: urls.unsubscribe,
    actor: 'none',
    permission: 'anyone',
    params: z.object({ token: z.string().max(200) }),
    body: { type: 'form', schema: z.object({}) },
    load: async ({ params }) => personOfToken(given.unsubscribeKey, params.token),
    handle: async ({ tx, loaded }) => {
      await setWantsMail(tx, loaded, false);
      return page(words.unsubscribed, <UnsubscribedPage />, { width: 'narrow', noIndex: true });
    },
  }),
];

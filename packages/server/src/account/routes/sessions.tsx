import { z } from 'zod';
import { notFound } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { page, redirect } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { createFormat } from '../../words/format.ts';
import { deviceName } from '../device.ts';
import { endSession, endSessions } from '../session.ts';
import { sessionsOf } from '../store/sessions.ts';
import { Sessions } from '../views/sessions.tsx';
import { nextQuery, self } from './form.ts';

/** Where one is signed in, and how to end it. */
export const sessionRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.accountSessions,
    actor: 'cookie',
    permission: 'account.use',
    query: nextQuery,
    handle: async (context) => {
      const { tx, now, formToken, query } = context;
      const { actor, sessionId, locale, timeZone } = self(context);
      const items = (await sessionsOf(tx, actor.id, now)).map(({ userAgent, ...session }) => ({
        ...session,
        device: deviceName(userAgent),
        current: session.id === sessionId,
      }));
      return page(
        accountWords.sessions.title,
        <Sessions items={items} token={formToken} format={createFormat({ locale, timeZone })} now={now} />,
        { noIndex: true, done: accountWords.done[query.done ?? ''] },
      );
    },
  }),

  route({
    method: 'POST',
    url: urls.accountSessionRevocation,
    actor: 'cookie',
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    body: { type: 'form', schema: z.object({}) },
    handle: async (context) => {
      const personId = self(context).actor.id;
      if (!(await endSession(context.tx, personId, context.params.id, context.now)))
        throw notFound('session');
      return redirect(link(urls.accountSessions, null, { done: 'session' }));
    },
  }),

  route({
    method: 'POST',
    url: urls.accountOtherSessionsRevocation,
    actor: 'cookie',
    permission: 'account.use',
    body: { type: 'form', schema: z.object({}) },
    handle: async (context) => {
      const { actor, sessionId } = self(context);
      await endSessions(context.tx, actor.id, { reason: 'asked', except: sessionId }, context.now);
      return redirect(link(urls.accountSessions, null, { done: 'sessions' }));
    },
  }),
];

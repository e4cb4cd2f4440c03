import { z } from 'zod';
import { notFound } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { empty, json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { deviceName } from '../device.ts';
import { endSession, endSessions } from '../session.ts';
import { sessionsOf } from '../store/sessions.ts';

const tag = 'Account';
const moment = z.iso.datetime();

const sessionSchema = z.object({
  id: z.uuid(),
  device: z.string(),
  secondFactor: z.boolean(),
  createdAt: moment,
  lastSeenAt: moment,
  expiresAt: moment,
});

/** Where whoever the token acts for is signed in. */
export const sessionsApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiSessions,
    actor: 'bearer',
    permission: 'account.use',
    async handle({ tx, now, actor }) {
      const rows = await sessionsOf(tx, requirePerson(actor).id, now);
      const items = rows.map(({ id, userAgent, secondFactor, createdAt, lastSeenAt, expiresAt }) => ({
        id,
        device: deviceName(userAgent),
        secondFactor,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      }));
      return json({ items });
    },
    api: {
      summary: 'Where you are signed in',
      description: 'The last used first. Tokens are no sessions.',
      tag,
      responses: {
        200: { schema: z.object({ items: z.array(sessionSchema) }), description: 'The sessions.' },
      },
    },
  }),
  route({
    method: 'DELETE',
    url: urls.apiSessions,
    actor: 'bearer',
    permission: 'account.use',
    async handle({ tx, now, actor }) {
      await endSessions(tx, requirePerson(actor).id, { reason: 'asked', except: null }, now);
      return empty();
    },
    api: {
      summary: 'Sign out everywhere',
      tag,
      responses: { 204: { schema: null, description: 'Every browser is signed out.' } },
    },
  }),
  route({
    method: 'DELETE',
    url: urls.apiSession,
    actor: 'bearer',
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    async handle({ tx, now, actor, params: { id } }) {
      if (!(await endSession(tx, requirePerson(actor).id, id, now))) throw notFound('session');
      return empty();
    },
    api: {
      summary: 'Sign out one browser',
      tag,
      responses: { 204: { schema: null, description: 'It is signed out.' } },
    },
  }),
];

import { z } from 'zod';
import { notFound } from '../refusal.ts';
import { urls } from '../urls.ts';
import { pageOf } from '../web/api-page.ts';
import { empty, json } from '../web/reply.ts';
import { requirePerson } from '../web/require-person.ts';
import { type AnyRoute, route } from '../web/route.ts';
import { whatHappened } from '../words/notify.ts';
import {
  listNotifications,
  markAllRead,
  markRead,
  type NotificationRow,
  setWantsMail,
  wantsMail,
} from './store.ts';

const tag = 'Notifications';
const pageSize = 50;
const moment = z.iso.datetime();

const notificationSchema = z.object({
  id: z.uuid(),
  /** Number of the bug. */
  bug: z.string(),
  type: z.string(),
  /** What happened to it, as a line for people. */
  text: z.string(),
  createdAt: moment,
  readAt: moment.nullable(),
});
const mailSchema = z.object({ byMail: z.boolean() });

const resource = (row: NotificationRow): z.output<typeof notificationSchema> => ({
  id: row.id,
  bug: row.bugNumber,
  type: row.type,
  text: whatHappened(row.type, row.content),
  createdAt: row.createdAt.toISOString(),
  readAt: row.readAt?.toISOString() ?? null,
});

/** What whoever the token acts for is told. */
export const notifyApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiNotifications,
    actor: 'bearer',
    permission: 'instance.read',
    query: z.object({ cursor: z.uuid().optional() }),
    async handle({ tx, actor, query }) {
      const { id } = requirePerson(actor);
      const rows = await listNotifications(tx, id, { before: query.cursor ?? null, limit: pageSize + 1 });
      return json(pageOf(rows, pageSize, resource, (row) => row.id));
    },
    api: {
      summary: 'Your notifications',
      description: 'The newest first. Send `next` back as `cursor`.',
      tag,
      refusals: ['unauthenticated'],
      responses: {
        200: {
          schema: z.object({ items: z.array(notificationSchema), next: z.uuid().nullable() }),
          description: 'One page of them.',
        },
      },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiNotificationsRead,
    actor: 'bearer',
    permission: 'account.use',
    async handle({ tx, actor, now }) {
      await markAllRead(tx, requirePerson(actor).id, now);
      return empty();
    },
    api: {
      summary: 'Mark all notifications as read',
      tag,
      responses: { 204: { schema: null, description: 'They are.' } },
    },
  }),
  route({
    method: 'POST',
    url: urls.apiNotificationRead,
    actor: 'bearer',
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    async handle({ tx, actor, now, params: { id } }) {
      if (!(await markRead(tx, requirePerson(actor).id, id, now))) throw notFound('notification');
      return empty();
    },
    api: {
      summary: 'Mark a notification as read',
      tag,
      responses: { 204: { schema: null, description: 'It is.' } },
    },
  }),
  route({
    method: 'GET',
    url: urls.apiNotificationMail,
    actor: 'bearer',
    permission: 'instance.read',
    handle: async ({ tx, actor }) => json({ byMail: await wantsMail(tx, requirePerson(actor).id) }),
    api: {
      summary: 'Whether you get them by mail',
      tag,
      refusals: ['unauthenticated'],
      responses: { 200: { schema: mailSchema, description: 'Whether you do.' } },
    },
  }),
  route({
    method: 'PUT',
    url: urls.apiNotificationMail,
    actor: 'bearer',
    permission: 'account.use',
    body: { type: 'json', schema: z.strictObject({ byMail: z.boolean() }) },
    async handle({ tx, actor, body: { byMail } }) {
      await setWantsMail(tx, requirePerson(actor).id, byMail);
      return json({ byMail });
    },
    api: {
      summary: 'Get them by mail, or no more',
      tag,
      responses: { 200: { schema: mailSchema, description: 'As it is now.' } },
      example: { byMail: false },
    },
  }),
];

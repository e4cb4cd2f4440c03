import { z } from 'zod';
import { urls } from '../../urls.ts';
import { empty, json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { addWatchers, isWatching, removeWatcher } from '../store/events.ts';
import { aboutBug } from './about-bug.ts';

const tag = 'Bugs';

/** Hearing of a bug, for whoever the token acts for. */
export const watchApi: readonly AnyRoute[] = [
  route({
    ...aboutBug,
    method: 'GET',
    url: urls.apiBugWatch,
    permission: 'bug.follow',
    handle: async ({ tx, actor, loaded }) =>
      json({ watching: await isWatching(tx, loaded.id, requirePerson(actor).id) }),
    api: {
      summary: 'Whether you follow a bug',
      tag,
      responses: { 200: { schema: z.object({ watching: z.boolean() }), description: 'Whether you do.' } },
    },
  }),
  route({
    ...aboutBug,
    method: 'PUT',
    url: urls.apiBugWatch,
    permission: 'bug.follow',
    async handle({ tx, actor, now, loaded }) {
      await addWatchers(tx, loaded.id, [requirePerson(actor).id], now);
      return empty();
    },
    api: {
      summary: 'Follow a bug',
      description: 'You are told of what happens to it.',
      tag,
      responses: { 204: { schema: null, description: 'You follow it.' } },
    },
  }),
  route({
    ...aboutBug,
    method: 'DELETE',
    url: urls.apiBugWatch,
    permission: 'bug.follow',
    async handle({ tx, actor, loaded }) {
      await removeWatcher(tx, loaded.id, requirePerson(actor).id);
      return empty();
    },
    api: {
      summary: 'Follow a bug no more',
      tag,
      responses: { 204: { schema: null, description: 'You do not follow it.' } },
    },
  }),
];

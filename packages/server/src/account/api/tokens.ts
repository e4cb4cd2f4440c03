import { z } from 'zod';
import { notFound } from '../../refusal.ts';
import { urls } from '../../urls.ts';
import { empty, json } from '../../web/reply.ts';
import { requirePerson } from '../../web/require-person.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { revokeApiToken } from '../api-tokens.ts';
import { apiTokensOf } from '../store/api-tokens.ts';

const tag = 'Account';
const moment = z.iso.datetime();

const tokens = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      prefix: z.string(),
      scopes: z.array(z.string()),
      createdAt: moment,
      expiresAt: moment.nullable(),
      lastUsedAt: moment.nullable(),
    }),
  ),
});

/**
 * Tokens are listed and revoked here but made in the browser alone: one that leaked must not be able to outlive its
 * revocation by making others.
 */
export const tokensApi: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: urls.apiTokens,
    actor: 'bearer',
    permission: 'account.use',
    handle: async (context) => {
      const rows = await apiTokensOf(context.tx, requirePerson(context.actor).id);
      const items = rows.map(({ createdAt, expiresAt, lastUsedAt, ...token }) => ({
        ...token,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      }));
      return json({ items });
    },
    api: {
      summary: 'Your API tokens',
      description: 'The newest first, revoked ones left out. At most fifty, so there is no paging.',
      tag,
      responses: { 200: { schema: tokens, description: 'The tokens, without the tokens themselves.' } },
    },
  }),

  route({
    method: 'DELETE',
    url: urls.apiToken,
    actor: 'bearer',
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    handle: async (context) => {
      const personId = requirePerson(context.actor).id;
      if (!(await revokeApiToken(context.tx, personId, context.params.id, context.now)))
        throw notFound('token');
      return empty();
    },
    api: {
      summary: 'Revoke an API token',
      description: 'Also the one that asks: for a program that is done, or has leaked its token.',
      tag,
      responses: { 204: { schema: null, description: 'It works no more.' } },
    },
  }),
];

import { z } from 'zod';
import { scopes } from '../../permission/actor.ts';
import { type FieldError, notFound } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { listField, textField } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, type FormValues, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { createFormat } from '../../words/format.ts';
import { makeApiToken, revokeApiToken } from '../api-tokens.ts';
import { tellSecurityChange } from '../letters.ts';
import { apiTokensOf } from '../store/api-tokens.ts';
import { accountById } from '../store/people.ts';
import { Tokens } from '../views/tokens.tsx';
import { type AccountDependencies, nextQuery, requireFresh, self, typedText } from './form.ts';

const { tokens } = accountWords;
const day = 86_400_000;
const blank = { name: '', scopes: ['read'], expiry: '90' };
const newToken = z.object({
  name: textField(80, 1),
  scopes: listField(z.enum(scopes)).pipe(z.array(z.enum(scopes)).min(1, tokens.chooseScope)),
  expiry: z.enum(['30', '90', '365', 'never']),
});

/** API tokens are made and revoked in a browser session alone: no token makes another. */
export const tokenRoutes = (dependencies: AccountDependencies): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.accountTokens,
    actor: 'cookie',
    permission: 'account.use',
    query: nextQuery,
    handle: async (context) =>
      draw(context, { typed: blank, done: accountWords.done[context.query.done ?? ''] }),
  }),

  route({
    method: 'POST',
    url: urls.accountTokens,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: newToken },
    handle: async (context) => {
      requireFresh(context, urls.accountTokens);
      const { tx, now, body } = context;
      const personId = self(context).actor.id;
      const expiresAt = body.expiry === 'never' ? null : new Date(now.getTime() + Number(body.expiry) * day);
      const made = await makeApiToken(tx, personId, { name: body.name, scopes: body.scopes, expiresAt }, now);
      if (made === null) {
        const errors = [{ path: '', message: tokens.tooMany }];
        return draw(context, { typed: body, errors, status: 422 });
      }
      const account = await accountById(tx, personId);
      if (account !== null) await tellSecurityChange(tx, dependencies, account, 'token-on', now);
      // Drawn as the answer itself: it is shown once and stored nowhere.
      return draw(context, { typed: blank, made: made.token });
    },
    invalid: async (context, errors, typed) =>
      draw(context, { typed: typedToken(typed), errors, status: 422 }),
  }),

  route({
    method: 'POST',
    url: urls.accountTokenRevocation,
    actor: 'cookie',
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    body: { type: 'form', schema: z.object({}) },
    handle: async (context) => {
      const personId = self(context).actor.id;
      if (!(await revokeApiToken(context.tx, personId, context.params.id, context.now)))
        throw notFound('token');
      return redirect(link(urls.accountTokens, null, { done: 'token' }));
    },
  }),
];

interface Drawn {
  typed: { name: string; scopes: readonly string[]; expiry: string };
  errors?: readonly FieldError[];
  made?: string;
  done?: string | undefined;
  status?: number;
}

async function draw(
  context: Pick<Context, 'tx' | 'now' | 'formToken' | 'signedIn'>,
  { typed, errors = [], made, done, status = 200 }: Drawn,
): Promise<Reply> {
  const { tx, now, formToken } = context;
  const { actor, locale, timeZone } = self(context);
  return page(
    tokens.title,
    <Tokens
      items={await apiTokensOf(tx, actor.id)}
      token={formToken}
      typed={typed}
      errors={errors}
      made={made ?? null}
      format={createFormat({ locale, timeZone })}
      now={now}
    />,
    { noIndex: true, status, done, scripts: made === undefined ? [] : ['copy'] },
  );
}

function typedToken(typed: FormValues) {
  const chosen = typed['scopes'] ?? [];
  return {
    name: typedText(typed, 'name'),
    scopes: typeof chosen === 'string' ? [chosen] : chosen,
    expiry: typedText(typed, 'expiry'),
  };
}

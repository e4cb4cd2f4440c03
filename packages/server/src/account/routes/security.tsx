import { z } from 'zod';
import { readInstanceSettings } from '../../settings/store.ts';
import { link, urls } from '../../urls.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import type { SignedIn } from '../../web/signed-in.ts';
import { accountWords } from '../../words/account.ts';
import { createFormat } from '../../words/format.ts';
import { limits } from '../limits.ts';
import { addSecondFactor, removeSecondFactor, renewRecoveryCodes } from '../second-factor-change.ts';
import { passkeysOf } from '../store/passkeys.ts';
import { accountById } from '../store/people.ts';
import { countRecoveryCodes } from '../store/second-factor.ts';
import { takeThrottle } from '../throttle.ts';
import { preparedTotp, prepareTotp } from '../totp.ts';
import { RecoveryCodes, Security, TotpForm } from '../views/security.tsx';
import { type AccountDependencies, nextQuery, requireFresh, self } from './form.ts';

const { totp, recoveryCodes } = accountWords;
const narrow = { width: 'narrow', noIndex: true } as const;
const nothing = z.object({});

/** The security page, the authenticator app and its recovery codes. */
export const securityRoutes = (dependencies: AccountDependencies): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.accountSecurity,
    actor: 'cookie',
    permission: 'account.use',
    query: nextQuery,
    handle: async (context) => {
      const { tx, now, formToken, query } = context;
      const { actor, locale, timeZone } = self(context);
      const account = await accountById(tx, actor.id);
      return page(
        accountWords.security.title,
        <Security
          token={formToken}
          address={account?.email ?? null}
          app={account?.secondFactor ?? false}
          recoveryCodesLeft={await countRecoveryCodes(tx, actor.id)}
          passkeys={await passkeysOf(tx, actor.id)}
          format={createFormat({ locale, timeZone })}
          now={now}
        />,
        { noIndex: true, scripts: ['passkey-add'], done: accountWords.done[query.done ?? ''] },
      );
    },
  }),

  route({
    method: 'GET',
    url: urls.accountTotp,
    actor: 'cookie',
    permission: 'account.use',
    handle: async (context) => {
      requireFresh(context, urls.accountSecurity);
      return drawTotp(context, dependencies, null);
    },
  }),

  // Without a code: prepares an app and shows it. With one: turns it on.
  route({
    method: 'POST',
    url: urls.accountTotp,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: z.object({ code: z.string().max(60).optional() }) },
    handle: async (context) => {
      requireFresh(context, urls.accountSecurity);
      const { tx, now, body } = context;
      const me = self(context);
      if (body.code === undefined) {
        await prepareTotp(tx, dependencies.totpKey, await named(tx, me), now);
        return redirect(urls.accountTotp);
      }
      const seconds = await takeThrottle(tx, limits.confirmIdentity, me.actor.id, now);
      if (seconds !== null) return drawTotp(context, dependencies, accountWords.tooOften(seconds), 429);
      const code = body.code.replace(/\s/g, '');
      const codes = await addSecondFactor(
        tx,
        dependencies,
        { personId: me.actor.id, sessionId: me.sessionId, code },
        now,
      );
      return codes === null ? drawTotp(context, dependencies, totp.wrong, 422) : drawCodes(codes);
    },
  }),

  route({
    method: 'POST',
    url: urls.accountTotpRemoval,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: nothing },
    handle: async (context) => {
      requireFresh(context, urls.accountSecurity);
      await removeSecondFactor(context.tx, dependencies, self(context).actor.id, context.now);
      return redirect(link(urls.accountSecurity, null, { done: 'totp-off' }));
    },
  }),

  route({
    method: 'POST',
    url: urls.accountRecoveryCodes,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: nothing },
    handle: async (context) => {
      requireFresh(context, urls.accountSecurity);
      const codes = await renewRecoveryCodes(context.tx, dependencies, self(context).actor.id, context.now);
      return codes === null ? redirect(urls.accountSecurity) : drawCodes(codes);
    },
  }),
];

async function drawTotp(
  { tx, formToken, signedIn }: Pick<Context, 'tx' | 'formToken' | 'signedIn'>,
  { totpKey }: AccountDependencies,
  error: string | null,
  status = 200,
): Promise<Reply> {
  const offer = await preparedTotp(tx, totpKey, await named(tx, self({ signedIn })));
  if (offer === null) return redirect(urls.accountSecurity);
  const errors = error === null ? [] : [{ path: 'code', message: error }];
  return page(totp.title, <TotpForm offer={offer} token={formToken} errors={errors} />, {
    ...narrow,
    status,
  });
}

// Drawn as the answer itself: the codes are shown once and stored nowhere.
const drawCodes = (codes: readonly string[]): Reply =>
  page(recoveryCodes.title, <RecoveryCodes codes={codes} />, { ...narrow, scripts: ['recovery-codes'] });

/** Whose code it is, in the words the app shows. */
const named = async (tx: Context['tx'], { actor, handle }: SignedIn) => ({
  id: actor.id,
  handle,
  issuer: (await readInstanceSettings(tx)).name,
});

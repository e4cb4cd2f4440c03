import { z } from 'zod';
import type { FieldError } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { rateKey } from '../../web/client-address.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { checkOwnPassword } from '../identity.ts';
import { limits } from '../limits.ts';
import {
  personOfResetLink,
  requestPasswordReset,
  resetPassword,
  storeNewPassword,
} from '../password-reset.ts';
import { renewSession } from '../session.ts';
import { accountById } from '../store/people.ts';
import { takeThrottle } from '../throttle.ts';
import { ForgottenForm, ResetForm } from '../views/entrance.tsx';
import { ChangePasswordForm } from '../views/security.tsx';
import { Message } from '../views/sheet.tsx';
import {
  type AccountDependencies,
  addressField,
  newPasswordErrors,
  passwordField,
  self,
  setSession,
  typedText,
} from './form.ts';

const { forgotten, changePassword } = accountWords;
const narrow = { width: 'narrow', noIndex: true } as const;
const linkParams = z.object({ token: z.string().max(100) });
type Form = Pick<Context, 'formToken'>;
type LinkForm = Pick<Context<{ token: string }>, 'formToken' | 'params' | 'tx' | 'now'>;

/** A password forgotten, set anew by a link, or changed by its owner. */
export const passwordRoutes = ({ baseUrl, sendsMail }: AccountDependencies): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.passwordForgotten,
    actor: 'cookie',
    permission: 'anyone',
    handle: async (context) => drawForgotten(context, { address: '', errors: [], status: 200 }),
  }),

  route({
    method: 'POST',
    url: urls.passwordForgotten,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    body: { type: 'form', schema: z.object({ address: addressField }) },
    handle: async (context) => {
      const { tx, now, body, request } = context;
      const seconds = await takeThrottle(tx, limits.letterFromAddress, rateKey(request.address), now);
      if (seconds !== null) {
        const errors = [{ path: '', message: accountWords.tooOften(seconds) }];
        return drawForgotten(context, { address: body.address, errors, status: 429 });
      }
      await requestPasswordReset(tx, body.address, now);
      return page(
        forgotten.sentTitle,
        <Message title={forgotten.sentTitle} text={forgotten.sent(body.address)}>
          {!sendsMail && <p class="muted">{accountWords.noMailYet}</p>}
        </Message>,
        narrow,
      );
    },
    invalid: async (context, errors, typed) =>
      drawForgotten(context, { address: typedText(typed, 'address'), errors, status: 422 }),
  }),

  route({
    method: 'GET',
    url: urls.passwordReset,
    actor: 'cookie',
    permission: 'anyone',
    params: linkParams,
    handle: async (context) => drawReset(context, [], 200),
  }),

  route({
    method: 'POST',
    url: urls.passwordReset,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    params: linkParams,
    body: { type: 'form', schema: z.object({ password: passwordField }) },
    handle: async (context) => {
      const { tx, now, params, body } = context;
      const account = await personOfResetLink(tx, params.token, now);
      if (account === null) return deadLink();
      const errors = newPasswordErrors(body.password, account);
      if (errors.length > 0) return drawReset(context, errors);
      const { token } = params;
      if (!(await resetPassword(tx, { baseUrl }, { token, password: body.password }, now))) return deadLink();
      context.clearCookie('session');
      return redirect(link(urls.signIn, null, { done: 'password-reset' }));
    },
    invalid: async (context, errors) => drawReset(context, errors),
  }),

  route({
    method: 'GET',
    url: urls.accountPassword,
    actor: 'cookie',
    permission: 'account.use',
    handle: async (context) => drawChange(context, [], 200),
  }),

  route({
    method: 'POST',
    url: urls.accountPassword,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    body: { type: 'form', schema: z.object({ current: passwordField, password: passwordField }) },
    handle: async (context) => {
      const { tx, now, body } = context;
      const { actor, sessionId } = self(context);
      const account = await accountById(tx, actor.id);
      if (account === null) return redirect(urls.signIn);
      const checked = await checkOwnPassword(tx, actor.id, body.current, now);
      if (typeof checked === 'number')
        return drawChange(context, [{ path: 'current', message: accountWords.tooOften(checked) }], 429);
      if (!checked.correct) return drawChange(context, [{ path: 'current', message: changePassword.wrong }]);
      const errors = newPasswordErrors(body.password, account);
      if (errors.length > 0) return drawChange(context, errors);
      const how = { password: body.password, keepSession: sessionId, by: 'owner' } as const;
      await storeNewPassword(tx, { baseUrl }, account, how, now);
      const token = await renewSession(tx, sessionId, now);
      if (token !== null) setSession(context, token);
      return redirect(link(urls.accountSecurity, null, { done: 'password' }));
    },
    invalid: async (context, errors) => drawChange(context, errors),
  }),
];

function drawForgotten(
  { formToken }: Form,
  { status, ...form }: { address: string; errors: readonly FieldError[]; status: number },
): Reply {
  return page(forgotten.title, <ForgottenForm {...form} token={formToken} />, { ...narrow, status });
}

async function drawReset(
  { formToken, params, tx, now }: LinkForm,
  errors: readonly FieldError[],
  status = 422,
): Promise<Reply> {
  const account = await personOfResetLink(tx, params.token, now);
  if (account === null) return deadLink();
  return page(
    forgotten.resetTitle,
    <ResetForm token={formToken} errors={errors} linkToken={params.token} handle={account.handle} />,
    { ...narrow, status },
  );
}

const drawChange = ({ formToken }: Form, errors: readonly FieldError[], status = 422): Reply =>
  page(changePassword.title, <ChangePasswordForm token={formToken} errors={errors} />, { ...narrow, status });

const deadLink = (): Reply =>
  page(
    forgotten.deadTitle,
    <Message title={forgotten.deadTitle} text={forgotten.dead}>
      <LinkButton href={urls.passwordForgotten}>{forgotten.again}</LinkButton>
    </Message>,
    { ...narrow, status: 410 },
  );

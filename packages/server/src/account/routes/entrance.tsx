import { z } from 'zod';
import { readInstanceSettings } from '../../settings/store.ts';
import { link, urls } from '../../urls.ts';
import { rateKey } from '../../web/client-address.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { confirmIdentity } from '../identity.ts';
import { awaitsSecondFactor, finishSignIn } from '../second-factor.ts';
import { endSession } from '../session.ts';
import { pendingSeconds, signInWithPassword } from '../sign-in.ts';
import { ConfirmIdentityForm, SecondFactorForm, SignInForm } from '../views/entrance.tsx';
import {
  type AccountDependencies,
  deviceOf,
  nextQuery,
  passwordField,
  self,
  setSession,
  typedText,
} from './form.ts';

const narrow = { width: 'narrow', noIndex: true } as const;
const withPasskey = { ...narrow, scripts: ['passkey-sign-in'] } as const;
const { signIn, secondFactor } = accountWords;

/** Sign-in by password, its second factor, sign-out, and proof of identity in between. */
export const entranceRoutes = (dependencies: AccountDependencies): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.signIn,
    actor: 'cookie',
    permission: 'anyone',
    query: nextQuery,
    handle: async (context) => {
      const { next, done } = context.query;
      if (context.signedIn) return redirect(next ?? urls.home);
      return drawSignIn(context, { next, done: signIn.done[done ?? ''] });
    },
  }),

  route({
    method: 'POST',
    url: urls.signIn,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    query: nextQuery,
    body: {
      type: 'form',
      schema: z.object({ login: z.string('Please fill this in.').min(1).max(300), password: passwordField }),
    },
    handle: async (context) => {
      const { request, body, tx, now } = context;
      const { next } = context.query;
      const outcome = await signInWithPassword(
        tx,
        {
          ...body,
          device: deviceOf(context),
          addressKey: rateKey(request.address),
          earlierToken: request.cookie('session'),
        },
        now,
      );
      switch (outcome.type) {
        case 'signed-in':
          setSession(context, outcome.session.token);
          return redirect(next ?? urls.home);
        case 'second-factor':
          context.setCookie('pending', outcome.token, { maxAge: pendingSeconds });
          return redirect(link(urls.signInSecondFactor, null, { next }));
        case 'refused':
          return drawSignIn(context, { next, login: body.login, problem: signIn.refused, status: 422 });
        case 'throttled': {
          const problem = `${accountWords.tooOften(outcome.seconds)} ${signIn.throttled}`;
          return drawSignIn(context, { next, login: body.login, problem, status: 429 });
        }
      }
    },
    invalid: async (context, _errors, typed) =>
      drawSignIn(context, {
        next: context.query.next,
        login: typedText(typed, 'login'),
        problem: signIn.refused,
        status: 422,
      }),
  }),

  route({
    method: 'GET',
    url: urls.signInSecondFactor,
    actor: 'cookie',
    permission: 'anyone',
    query: nextQuery,
    handle: async (context) => {
      const { next } = context.query;
      const token = context.request.cookie('pending');
      if (token === undefined || !(await awaitsSecondFactor(context.tx, token, context.now)))
        return redirect(link(urls.signIn, null, { next, done: 'start-over' }));
      return drawSecondFactor(context, { next });
    },
  }),

  route({
    method: 'POST',
    url: urls.signInSecondFactor,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    query: nextQuery,
    body: { type: 'form', schema: z.object({ code: z.string().max(60) }) },
    handle: async (context) => {
      const { next } = context.query;
      const outcome = await finishSignIn(
        context.tx,
        dependencies,
        {
          pendingToken: context.request.cookie('pending') ?? '',
          code: context.body.code,
          device: deviceOf(context),
          earlierToken: context.request.cookie('session'),
        },
        context.now,
      );
      switch (outcome.type) {
        case 'signed-in':
          context.clearCookie('pending');
          setSession(context, outcome.session.token);
          return redirect(next ?? urls.home);
        case 'wrong-code':
          return drawSecondFactor(context, { next, error: secondFactor.wrong, status: 422 });
        case 'start-over':
          context.clearCookie('pending');
          return redirect(link(urls.signIn, null, { next, done: 'start-over' }));
        case 'throttled':
          return drawSecondFactor(context, {
            next,
            problem: accountWords.tooOften(outcome.seconds),
            status: 429,
          });
      }
    },
  }),

  route({
    method: 'POST',
    url: urls.signOut,
    actor: 'cookie',
    permission: 'anyone',
    handle: async (context) => {
      const { signedIn } = context;
      if (signedIn) await endSession(context.tx, signedIn.actor.id, signedIn.sessionId, context.now);
      context.clearCookie('session');
      return redirect(link(urls.signIn, null, { done: 'signed-out' }));
    },
    body: { type: 'form', schema: z.object({}) },
  }),

  route({
    method: 'GET',
    url: urls.reauthenticate,
    actor: 'cookie',
    permission: 'account.use',
    query: nextQuery,
    handle: async (context) => drawIdentity(context, { next: context.query.next }),
  }),

  route({
    method: 'POST',
    url: urls.reauthenticate,
    actor: 'cookie',
    permission: 'account.use',
    rate: 'sensitive',
    query: nextQuery,
    body: { type: 'form', schema: z.object({ password: passwordField }) },
    handle: async (context) => {
      const { next } = context.query;
      const { actor, sessionId } = self(context);
      const claim = { personId: actor.id, sessionId, password: context.body.password };
      const outcome = await confirmIdentity(context.tx, claim, context.now);
      if (outcome.type === 'throttled')
        return drawIdentity(context, { next, error: accountWords.tooOften(outcome.seconds), status: 429 });
      if (outcome.type === 'wrong-password')
        return drawIdentity(context, { next, error: accountWords.confirmIdentity.wrong, status: 422 });
      setSession(context, outcome.token);
      return redirect(next ?? urls.accountSecurity);
    },
  }),
];

async function drawSignIn(
  { tx, formToken }: Pick<Context, 'tx' | 'formToken'>,
  form: { next: string | null; login?: string; problem?: string; done?: string | undefined; status?: number },
): Promise<Reply> {
  const { next, login = '', problem, done, status = 200 } = form;
  const mayJoin = (await readInstanceSettings(tx)).signUp === 'open';
  return page(
    signIn.title,
    <SignInForm token={formToken} errors={[]} login={login} next={next} mayJoin={mayJoin} />,
    {
      ...withPasskey,
      status,
      done,
      refused: problem,
    },
  );
}

function drawSecondFactor(
  { formToken }: Pick<Context, 'formToken'>,
  form: { next: string | null; error?: string; problem?: string; status?: number },
): Reply {
  const { next, error, problem, status = 200 } = form;
  const errors = error === undefined ? [] : [{ path: 'code', message: error }];
  return page(secondFactor.title, <SecondFactorForm token={formToken} errors={errors} next={next} />, {
    ...narrow,
    status,
    refused: problem,
  });
}

function drawIdentity(
  { formToken }: Pick<Context, 'formToken'>,
  { next, error, status = 200 }: { next: string | null; error?: string; status?: number },
): Reply {
  const errors = error === undefined ? [] : [{ path: 'password', message: error }];
  return page(
    accountWords.confirmIdentity.title,
    <ConfirmIdentityForm token={formToken} errors={errors} next={next} />,
    { ...withPasskey, status },
  );
}

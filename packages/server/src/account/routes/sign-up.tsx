import { z } from 'zod';
import type { FieldError } from '../../refusal.ts';
import { readInstanceSettings } from '../../settings/store.ts';
import { urls } from '../../urls.ts';
import { rateKey } from '../../web/client-address.ts';
import { LinkButton } from '../../web/components/button.tsx';
import { optional } from '../../web/parse.ts';
import { page, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, type Context, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { createFirstAdministrator, isFirstAdministratorLink } from '../first-administrator.ts';
import { limits } from '../limits.ts';
import { confirmSignUp, type PendingSignUp, pendingSignUp, requestSignUp } from '../sign-up.ts';
import { isHandleTaken } from '../store/people.ts';
import { takeThrottle } from '../throttle.ts';
import { ConfirmSignUpForm, SignUpForm, WelcomeForm } from '../views/entrance.tsx';
import { Message } from '../views/sheet.tsx';
import {
  type AccountDependencies,
  addressField,
  deviceOf,
  handleField,
  type Invitations,
  type Invited,
  newPasswordErrors,
  passwordField,
  setSession,
  typedText,
} from './form.ts';

const { signUp, welcome } = accountWords;
const narrow = { width: 'narrow', noIndex: true } as const;
const invitationQuery = z.object({ invitation: z.string().max(100).default('') });
const linkParams = z.object({ token: z.string().max(100) });
const taken: FieldError = { path: 'handle', message: accountWords.handleTaken };
type Form = Pick<Context, 'formToken'>;
interface Drawn {
  handle: string;
  address: string;
  errors: readonly FieldError[];
}

/** Becoming a person here: sign-up, its confirmation, and the first administrator. */
export const signUpRoutes = ({ sendsMail, invitations }: AccountDependencies): readonly AnyRoute[] => [
  route({
    method: 'GET',
    url: urls.signUp,
    actor: 'cookie',
    permission: 'anyone',
    query: invitationQuery,
    handle: async (context) => {
      if (context.signedIn) return redirect(urls.home);
      const entry = await entryOf(context, invitations);
      if (entry === 'closed') return byInvitation();
      const form = { handle: '', address: '', errors: [] };
      return drawSignUp(context, entry, form, { status: 200, description: signUp.lede });
    },
  }),

  route({
    method: 'POST',
    url: urls.signUp,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    query: invitationQuery,
    body: {
      type: 'form',
      schema: z.object({ handle: handleField, address: addressField, password: passwordField }),
    },
    handle: async (context) => {
      const { tx, now, body, request } = context;
      const entry = await entryOf(context, invitations);
      if (entry === 'closed') return byInvitation();
      const { handle, address: email, password } = body;
      const errors = newPasswordErrors(password, { handle, email });
      if (await isHandleTaken(tx, handle)) errors.push(taken);
      if (errors.length > 0) return drawSignUp(context, entry, { handle, address: email, errors });
      const seconds = await takeThrottle(tx, limits.letterFromAddress, rateKey(request.address), now);
      if (seconds !== null) {
        const message = accountWords.tooOften(seconds);
        return drawSignUp(
          context,
          entry,
          { handle, address: email, errors: [] },
          { status: 429, refused: message },
        );
      }
      await requestSignUp(tx, { handle, email, password, invitation: entry?.id ?? null }, now);
      return page(
        signUp.sentTitle,
        <Message title={signUp.sentTitle} text={signUp.sent(email)}>
          <p class="muted">{sendsMail ? signUp.sentHint : accountWords.noMailYet}</p>
        </Message>,
        narrow,
      );
    },
    invalid: async (context, errors, typed) => {
      const entry = await entryOf(context, invitations);
      if (entry === 'closed') return byInvitation();
      const [handle, address] = [typedText(typed, 'handle'), typedText(typed, 'address')];
      return drawSignUp(context, entry, { handle, address, errors });
    },
  }),

  route({
    method: 'GET',
    url: urls.signUpConfirm,
    actor: 'cookie',
    permission: 'anyone',
    params: linkParams,
    handle: async (context) => {
      const waiting = await pendingSignUp(context.tx, context.params.token, context.now);
      if (waiting === null) return deadLink();
      return drawConfirm(context, waiting, { handle: waiting.handle, errors: [], status: 200 });
    },
  }),

  route({
    method: 'POST',
    url: urls.signUpConfirm,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    params: linkParams,
    body: { type: 'form', schema: z.object({ handle: handleField, password: passwordField }) },
    handle: async (context) => {
      const { tx, now, params, body } = context;
      const waiting = await pendingSignUp(tx, params.token, now);
      const form = {
        ...body,
        token: params.token,
        device: deviceOf(context),
        earlierToken: context.request.cookie('session'),
      };
      const outcome = await confirmSignUp(tx, form, now);
      if (outcome.type === 'dead-link' || waiting === null) return deadLink();
      if (outcome.type === 'created') {
        setSession(context, outcome.session.token);
        const { invitation: id, personId } = outcome;
        const next = id === null ? null : await invitations.accept(tx, { id, personId }, now);
        return redirect(next ?? urls.home);
      }
      const error = {
        'wrong-password': { path: 'password', message: signUp.wrongPassword },
        'handle-taken': taken,
        'address-taken': { path: '', message: signUp.addressTaken },
      }[outcome.type];
      return drawConfirm(context, waiting, { handle: body.handle, errors: [error], status: 422 });
    },
    invalid: async (context, errors, typed) => {
      const waiting = await pendingSignUp(context.tx, context.params.token, context.now);
      if (waiting === null) return deadLink();
      return drawConfirm(context, waiting, { handle: typedText(typed, 'handle'), errors, status: 422 });
    },
  }),

  route({
    method: 'GET',
    url: urls.firstAdministrator,
    actor: 'cookie',
    permission: 'anyone',
    params: linkParams,
    handle: async (context) =>
      (await isFirstAdministratorLink(context.tx, context.params.token, context.now))
        ? drawWelcome(context, { handle: '', address: '', errors: [] }, 200)
        : deadWelcome(),
  }),

  route({
    method: 'POST',
    url: urls.firstAdministrator,
    actor: 'cookie',
    permission: 'anyone',
    rate: 'sensitive',
    params: linkParams,
    body: {
      type: 'form',
      schema: z.object({ handle: handleField, address: optional(addressField), password: passwordField }),
    },
    handle: async (context) => {
      const { tx, now, params, body } = context;
      const { handle, address: email, password } = body;
      const errors = newPasswordErrors(password, { handle, email });
      if (errors.length > 0) return drawWelcome(context, { handle, address: email ?? '', errors });
      const form = { token: params.token, handle, email, password, device: deviceOf(context) };
      const outcome = await createFirstAdministrator(tx, form, now);
      if (outcome.type === 'dead-link') return deadWelcome();
      if (outcome.type === 'created') {
        setSession(context, outcome.session.token);
        return redirect(urls.home);
      }
      const error =
        outcome.type === 'handle-taken' ? taken : { path: 'address', message: signUp.addressTaken };
      return drawWelcome(context, { handle, address: email ?? '', errors: [error] });
    },
    invalid: async (context, errors, typed) =>
      drawWelcome(context, {
        handle: typedText(typed, 'handle'),
        address: typedText(typed, 'address'),
        errors,
      }),
  }),
];

type SignUpContext = Pick<
  Context<unknown, z.output<typeof invitationQuery>>,
  'tx' | 'now' | 'query' | 'formToken'
>;

/** What somebody comes in by: an invitation, null for the open door. */
async function entryOf(
  { tx, now, query }: SignUpContext,
  invitations: Invitations,
): Promise<Invited | null | 'closed'> {
  const invited = query.invitation === '' ? null : await invitations.find(tx, query.invitation, now);
  if (invited !== null) return invited;
  return (await readInstanceSettings(tx)).signUp === 'open' ? null : 'closed';
}

function drawSignUp(
  { formToken, query }: SignUpContext,
  entry: Invited | null,
  form: Drawn,
  how: { status: number; description?: string; refused?: string } = { status: 422 },
): Reply {
  const invitation = entry === null ? null : { token: query.invitation, sentence: entry.sentence };
  const body = <SignUpForm {...form} invitation={invitation} token={formToken} />;
  return page(signUp.title, body, { width: 'narrow', ...how });
}

const byInvitation = (): Reply =>
  page(
    signUp.closedTitle,
    <Message title={signUp.closedTitle} text={signUp.closed}>
      <LinkButton href={urls.reportNew} kind="primary" icon="bug">
        {signUp.reportAnyway}
      </LinkButton>
      <LinkButton href={urls.signIn}>{accountWords.signIn.title}</LinkButton>
    </Message>,
    { ...narrow, status: 403 },
  );

function drawConfirm(
  { formToken, params }: Form & { params: { token: string } },
  { email }: PendingSignUp,
  { status, ...form }: { handle: string; errors: readonly FieldError[]; status: number },
): Reply {
  return page(
    signUp.confirmTitle,
    <ConfirmSignUpForm {...form} token={formToken} linkToken={params.token} address={email} />,
    { ...narrow, status },
  );
}

function drawWelcome(
  { formToken, params }: Form & { params: { token: string } },
  form: Drawn,
  status = 422,
): Reply {
  return page(welcome.title, <WelcomeForm {...form} token={formToken} linkToken={params.token} />, {
    ...narrow,
    status,
  });
}

const deadLink = (): Reply =>
  page(
    signUp.deadTitle,
    <Message title={signUp.deadTitle} text={signUp.dead}>
      <LinkButton href={urls.signUp}>{signUp.title}</LinkButton>
    </Message>,
    { ...narrow, status: 410 },
  );

const deadWelcome = (): Reply =>
  page(
    welcome.deadTitle,
    <Message title={welcome.deadTitle} text={welcome.dead}>
      <LinkButton href={urls.signIn}>{accountWords.signIn.title}</LinkButton>
    </Message>,
    { ...narrow, status: 410 },
  );

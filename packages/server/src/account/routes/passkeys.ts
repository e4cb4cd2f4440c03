import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { notFound } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { textField } from '../../web/parse.ts';
import { isLocalPath, json, type Reply, redirect } from '../../web/reply.ts';
import { type AnyRoute, route } from '../../web/route.ts';
import { accountWords } from '../../words/account.ts';
import { removePasskey, tellPasskeyAdded } from '../passkey-change.ts';
import {
  addPasskey,
  challengeSeconds,
  personOfPasskey,
  registrationPrompt,
  signInPrompt,
} from '../passkeys.ts';
import { startSession } from '../session.ts';
import { type AccountDependencies, deviceOf, requireFresh, self, setSession } from './form.ts';

const { security, signIn } = accountWords;

/** What every answer of an authenticator has; the library reads the rest and refuses what does not hold. */
const credential = z.looseObject({
  id: z.string().min(1).max(1400),
  rawId: z.string().min(1).max(1400),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
  clientExtensionResults: z.looseObject({}),
});
const registration = credential.transform((answer) => answer as unknown as RegistrationResponseJSON);
const authentication = credential.transform((answer) => answer as unknown as AuthenticationResponseJSON);
const prompt = { actor: 'cookie', method: 'POST', rate: 'sensitive' } as const;
const maxBytes = 60_000;

/** Passkeys speak JSON with their islands; everything else of the account works without JavaScript. */
export const passkeyRoutes = (dependencies: AccountDependencies): readonly AnyRoute[] => [
  route({
    ...prompt,
    url: urls.signInPasskeyOptions,
    permission: 'anyone',
    body: { type: 'json', schema: z.object({}) },
    handle: async (context) => {
      const { id, options } = await signInPrompt(context.tx, dependencies, context.now);
      context.setCookie('prompt', id, { maxAge: challengeSeconds });
      return json(options);
    },
  }),

  route({
    ...prompt,
    url: urls.signInPasskey,
    permission: 'anyone',
    body: {
      type: 'json',
      maxBytes,
      schema: z.object({ response: authentication, next: z.string().max(2000) }),
    },
    handle: async (context) => {
      const { tx, now, request, body } = context;
      const answer = { challengeId: request.cookie('prompt') ?? '', response: body.response };
      context.clearCookie('prompt');
      const personId = isUuid(answer.challengeId)
        ? await personOfPasskey(tx, dependencies, answer, now)
        : null;
      // Answered, not thrown: the challenge stays used up.
      if (personId === null) return refused(signIn.passkeyFailed);
      const how = {
        device: deviceOf(context),
        method: 'passkey',
        earlierToken: request.cookie('session'),
      } as const;
      const session = await startSession(tx, personId, how, now);
      setSession(context, session.token);
      return json({ to: isLocalPath(body.next) ? body.next : urls.home });
    },
  }),

  route({
    ...prompt,
    url: urls.accountPasskeyOptions,
    permission: 'account.use',
    body: { type: 'json', schema: z.object({}) },
    handle: async (context) => {
      requireFresh(context, urls.accountSecurity);
      const { actor, handle, displayName } = self(context);
      const person = { id: actor.id, handle, displayName };
      const { id, options } = await registrationPrompt(context.tx, dependencies, person, context.now);
      context.setCookie('prompt', id, { maxAge: challengeSeconds });
      return json(options);
    },
  }),

  route({
    ...prompt,
    url: urls.accountPasskeys,
    permission: 'account.use',
    body: { type: 'json', maxBytes, schema: z.object({ response: registration, name: textField(60, 1) }) },
    handle: async (context) => {
      requireFresh(context, urls.accountSecurity);
      const { tx, now, request, body } = context;
      const personId = self(context).actor.id;
      const challengeId = request.cookie('prompt') ?? '';
      context.clearCookie('prompt');
      if (!isUuid(challengeId)) return refused(security.passkeyFailed);
      const outcome = await addPasskey(tx, dependencies, { personId, challengeId, ...body }, now);
      if (outcome.type === 'too-many') return refused(security.passkeyTooMany);
      if (outcome.type !== 'added') return refused(security.passkeyFailed);
      await tellPasskeyAdded(tx, dependencies, personId, now);
      return json({ to: link(urls.accountSecurity, null, { done: 'passkey-on' }) });
    },
  }),

  route({
    ...prompt,
    url: urls.accountPasskeyRemoval,
    permission: 'account.use',
    params: z.object({ id: z.uuid() }),
    body: { type: 'form', schema: z.object({}) },
    handle: async (context) => {
      requireFresh(context, urls.accountSecurity);
      const claim = { personId: self(context).actor.id, passkeyId: context.params.id };
      if (!(await removePasskey(context.tx, dependencies, claim, context.now))) throw notFound('passkey');
      return redirect(link(urls.accountSecurity, null, { done: 'passkey-off' }));
    },
  }),
];

const refused = (detail: string): Reply => json({ detail }, 422);
const isUuid = (value: string): boolean => z.uuid().safeParse(value).success;

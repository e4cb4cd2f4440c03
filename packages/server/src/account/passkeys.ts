import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { readInstanceSettings } from '../settings/store.ts';
import {
  insertChallenge,
  insertPasskey,
  lockPasskey,
  notePasskeyUse,
  passkeysOf,
  takeChallenge,
} from './store/passkeys.ts';

/** A prompt may stay open this long. */
export const challengeSeconds = 5 * 60;
const maxPasskeys = 20;

/** Whom passkeys are made for: the instance's own name, never a request's Host. */
export interface RelyingParty {
  /** The origin pages are served from. */
  baseUrl: string;
}

export interface Prompt<Options> {
  /** Of the challenge, which is used once; for a cookie, so that it answers to the browser that asked. */
  id: string;
  options: Options;
}

/** What the browser needs to make a passkey for this person. */
export async function registrationPrompt(
  tx: Tx,
  { baseUrl }: RelyingParty,
  person: { id: string; handle: string; displayName: string },
  now: Date,
): Promise<Prompt<PublicKeyCredentialCreationOptionsJSON>> {
  const { generateRegistrationOptions } = await webauthn();
  const present = await passkeysOf(tx, person.id);
  const options = await generateRegistrationOptions({
    rpName: (await readInstanceSettings(tx)).name,
    rpID: hostOf(baseUrl),
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.handle,
    userDisplayName: person.displayName || person.handle,
    attestationType: 'none',
    excludeCredentials: present.map(({ credentialId, transports }) => ({
      id: base64url(credentialId),
      transports,
    })),
    // Stored on the device and asking for its owner: then it stands for password and second factor at once.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    timeout: challengeSeconds * 1000,
  });
  return { id: await keep(tx, 'register', person.id, options.challenge, now), options };
}

export type RegistrationOutcome = { type: 'added'; id: string } | { type: 'refused' | 'too-many' | 'known' };

/** Adds a passkey the browser made for a prompt of this person. */
export async function addPasskey(
  tx: Tx,
  { baseUrl }: RelyingParty,
  answer: { personId: string; challengeId: string; response: RegistrationResponseJSON; name: string },
  now: Date,
): Promise<RegistrationOutcome> {
  const { personId, challengeId: id, response, name } = answer;
  const expectedChallenge = await takeChallenge(tx, { id, purpose: 'register', personId }, now);
  if (expectedChallenge === null) return { type: 'refused' };
  if ((await passkeysOf(tx, personId)).length >= maxPasskeys) return { type: 'too-many' };
  const { verifyRegistrationResponse } = await webauthn();
  const verified = await orRefused(
    verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: baseUrl,
      expectedRPID: hostOf(baseUrl),
      requireUserVerification: true,
    }),
  );
  if (!verified?.verified) return { type: 'refused' };
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const passkeyId = newId(now);
  const added = await insertPasskey(tx, {
    id: passkeyId,
    personId,
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: (credential.transports ?? []).filter((transport) => /^[a-z-]{1,20}$/.test(transport)),
    name,
    backedUp: credentialBackedUp,
    createdAt: now,
    lastUsedAt: null,
  });
  return added ? { type: 'added', id: passkeyId } : { type: 'known' };
}

/** What the browser needs to offer its passkeys; nobody is named, so nothing about anybody is told. */
export async function signInPrompt(
  tx: Tx,
  { baseUrl }: RelyingParty,
  now: Date,
): Promise<Prompt<PublicKeyCredentialRequestOptionsJSON>> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: hostOf(baseUrl),
    allowCredentials: [],
    userVerification: 'required',
    timeout: challengeSeconds * 1000,
  });
  return { id: await keep(tx, 'sign-in', null, options.challenge, now), options };
}

/**
 * Whose passkey signed the challenge; null for anything wrong with it. With user verification it stands for both
 * factors. Source: WebAuthn Level 3 §7.2.
 */
export async function personOfPasskey(
  tx: Tx,
  { baseUrl }: RelyingParty,
  answer: { challengeId: string; response: AuthenticationResponseJSON },
  now: Date,
): Promise<string | null> {
  const expectedChallenge = await takeChallenge(
    tx,
    { id: answer.challengeId, purpose: 'sign-in', personId: null },
    now,
  );
  if (expectedChallenge === null) return null;
  const known = await lockPasskey(tx, Buffer.from(answer.response.id, 'base64url'));
  if (known === null) return null;
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await orRefused(
    verifyAuthenticationResponse({
      response: answer.response,
      expectedChallenge,
      expectedOrigin: baseUrl,
      expectedRPID: hostOf(baseUrl),
      requireUserVerification: true,
      credential: {
        id: base64url(known.credentialId),
        publicKey: new Uint8Array(known.publicKey),
        counter: known.counter,
        transports: known.transports,
      },
    }),
  );
  if (!verified?.verified) return null;
  const { newCounter: counter, credentialBackedUp: backedUp } = verified.authenticationInfo;
  await notePasskeyUse(tx, known.id, { counter, backedUp, at: now });
  return known.personId;
}

/** Loaded with the first passkey: its certificates and ASN.1 are a quarter of what starting would take. */
const webauthn = () => import('@simplewebauthn/server');

/** The library throws for every answer that does not hold; to its sender all of them are one refusal. */
async function orRefused<T>(verification: Promise<T>): Promise<T | null> {
  return verification.catch((error: unknown) => {
    if (error instanceof Error) return null;
    throw error;
  });
}

async function keep(
  tx: Tx,
  purpose: 'register' | 'sign-in',
  personId: string | null,
  challenge: string,
  now: Date,
): Promise<string> {
  const id = newId(now);
  const expiresAt = new Date(now.getTime() + challengeSeconds * 1000);
  await insertChallenge(tx, { id, personId, purpose, challenge, expiresAt });
  return id;
}

const hostOf = (baseUrl: string): string => new URL(baseUrl).hostname;
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

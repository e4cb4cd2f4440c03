import { z } from 'zod';
import { type FieldError, Refusal } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import type { Tx } from '../../web/register.ts';
import { isLocalPath } from '../../web/reply.ts';
import type { Context, FormValues } from '../../web/route.ts';
import type { SignedIn } from '../../web/signed-in.ts';
import { accountWords } from '../../words/account.ts';
import { normalAddress } from '../address.ts';
import { handleProblem, normalHandle } from '../handle.ts';
import { passwordLength, passwordProblem } from '../password-policy.ts';
import { type Device, isFresh } from '../session.ts';
import { sessionCookieSeconds } from '../session-lifetime.ts';

/** What the account room needs from the instance. */
export interface AccountDependencies {
  /** The instance's own address, as letters and passkeys name it. */
  baseUrl: string;
  /** 256 bits that seal the secrets of authenticator apps. */
  totpKey: Uint8Array;
  /** False: letters wait in the outbox, and pages that announce one say so. */
  sendsMail: boolean;
  invitations: Invitations;
}

/** What an account can be created for; the rooms that invite supply it. */
export interface Invitations {
  /** Null when the link is none, is used, was taken back or has run out. */
  find(tx: Tx, token: string, now: Date): Promise<Invited | null>;
  /** Takes a new person in; returns where to go on to, or null when the invitation has ended meanwhile. */
  accept(tx: Tx, invited: { id: string; personId: string }, now: Date): Promise<string | null>;
}

export interface Invited {
  id: string;
  /** By whom to what, for the page. */
  sentence: string;
}

const missing = 'Please fill this in.';

/** A handle in its stored form. */
export const handleField = z
  .string(missing)
  .max(60)
  .transform(normalHandle)
  .superRefine((handle, context) => {
    const problem = handleProblem(handle);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

/** An address in its stored form. */
export const addressField = z
  .string(missing)
  .max(400)
  .transform((typed, context) => {
    const address = normalAddress(typed);
    if (address !== null) return address;
    context.addIssue({ code: 'custom', message: accountWords.thatIsNoAddress });
    return z.NEVER;
  });

/** A password that is only compared: as typed, whatever it is. */
export const passwordField = z.string(missing).min(1, missing).max(passwordLength.max, 'That is too long.');

/** Where to go on to, from the query: a path of ours, or null for anything else (open redirect). */
export const nextQuery = z.object({
  next: z
    .string()
    .optional()
    .transform((next) => (next !== undefined && isLocalPath(next) ? next : null)),
  done: z.string().max(40).optional(),
});

/** Why a chosen password is not good enough, as an error of its field. */
export function newPasswordErrors(
  password: string,
  owner: { handle: string | null; email: string | null },
): FieldError[] {
  const problem = passwordProblem(password, owner);
  return problem === null ? [] : [{ path: 'password', message: problem }];
}

/** One value that was typed, to draw a form again; never for passwords. */
export function typedText(typed: FormValues, name: string): string {
  const value = typed[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).slice(0, 4000);
}

export const deviceOf = ({ request }: Pick<Context, 'request'>): Device => ({
  userAgent: request.userAgent,
  address: request.address,
});

/** Gives the browser its session. */
export function setSession(context: Pick<Context, 'setCookie'>, token: string): void {
  context.setCookie('session', token, { maxAge: sessionCookieSeconds });
}

/** The signed-in person of a route that needs one. */
export function self({ signedIn }: Pick<Context, 'signedIn'>): SignedIn {
  if (signedIn === null) throw new Refusal('unauthenticated', 'Please sign in first.');
  return signedIn;
}

/**
 * Throws unless the person proved who they are within fifteen minutes; leads to where they can, and back to `back`.
 */
export function requireFresh(context: Pick<Context, 'signedIn' | 'now'>, back: string): void {
  if (isFresh(self(context).authenticatedAt, context.now)) return;
  throw new Refusal('unauthenticated', accountWords.confirmIdentity.refusal, {
    headers: { location: link(urls.reauthenticate, null, { next: back }) },
  });
}

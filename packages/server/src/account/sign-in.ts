import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { foreignWork } from './foreign-password.ts';
import { limits } from './limits.ts';
import { verifyPassword } from './password.ts';
import { hashToken, newSecretToken } from './secret-token.ts';
import { type Device, type StartedSession, startSession } from './session.ts';
import { accountByLogin, foreignPasswords, storePasswordHash } from './store/people.ts';
import { insertPending } from './store/second-factor.ts';
import { clearThrottle, takeThrottle } from './throttle.ts';

export interface SignInForm {
  /** Handle or address. */
  login: string;
  password: string;
  device: Device;
  /** What the client's address is counted under (an IPv6 customer's whole /64). */
  addressKey: string;
  earlierToken: string | undefined;
}

export type SignInOutcome =
  | { type: 'signed-in'; session: StartedSession }
  /** The password was right; no session exists before the second factor. `token` is for a cookie. */
  | { type: 'second-factor'; token: string }
  /** Unknown account or wrong password: nobody is told which. */
  | { type: 'refused' }
  | { type: 'throttled'; seconds: number };

/** A sign-in may wait this long for its second factor. */
export const pendingSeconds = 10 * 60;

/** Signs in by password. An account that does not exist costs the same work and is counted the same way. */
export async function signInWithPassword(tx: Tx, form: SignInForm, now: Date): Promise<SignInOutcome> {
  const login = form.login.trim().replace(/^@/, '').normalize('NFKC');
  const account = await accountByLogin(tx, login);
  const subject = account?.id ?? `nobody ${login.toLowerCase()}`;
  const pair = `${form.addressKey} ${subject}`;
  const seconds =
    (await takeThrottle(tx, limits.signInFromAddress, form.addressKey, now)) ??
    (await takeThrottle(tx, limits.signInFromAddressToAccount, pair, now)) ??
    (await takeThrottle(tx, limits.signInToAccount, subject, now));
  if (seconds !== null) return { type: 'throttled', seconds };

  const work = foreignWork(await foreignPasswords(tx));
  const verdict = await verifyPassword(account?.passwordHash ?? null, form.password, work);
  if (account === null || !verdict.correct) return { type: 'refused' };
  await clearThrottle(tx, limits.signInFromAddressToAccount, pair);
  if (verdict.replacement !== null) await storePasswordHash(tx, account.id, verdict.replacement, null);
  if (account.secondFactor) return { type: 'second-factor', token: await holdSignIn(tx, account.id, now) };
  const { device, earlierToken } = form;
  const session = await startSession(tx, account.id, { device, method: 'password', earlierToken }, now);
  return { type: 'signed-in', session };
}

async function holdSignIn(tx: Tx, personId: string, now: Date): Promise<string> {
  const token = newSecretToken();
  const expiresAt = new Date(now.getTime() + pendingSeconds * 1000);
  await insertPending(tx, {
    id: newId(now),
    tokenHash: hashToken(token),
    personId,
    createdAt: now,
    expiresAt,
  });
  return token;
}

import type { Tx } from '../db/transaction.ts';
import { limits } from './limits.ts';
import { type Verdict, verifyPassword } from './password.ts';
import { renewSession } from './session.ts';
import { accountById } from './store/people.ts';
import { clearThrottle, takeThrottle } from './throttle.ts';

export type IdentityOutcome =
  /** The session's new token, for its cookie. */
  { type: 'confirmed'; token: string } | { type: 'wrong-password' } | { type: 'throttled'; seconds: number };

/** Proves again, by password, that the person at a session is its owner; the session gets a new token. */
export async function confirmIdentity(
  tx: Tx,
  { personId, sessionId, password }: { personId: string; sessionId: string; password: string },
  now: Date,
): Promise<IdentityOutcome> {
  const checked = await checkOwnPassword(tx, personId, password, now);
  if (typeof checked === 'number') return { type: 'throttled', seconds: checked };
  if (!checked.correct) return { type: 'wrong-password' };
  const token = await renewSession(tx, sessionId, now);
  return token === null ? { type: 'wrong-password' } : { type: 'confirmed', token };
}

/** The verdict on a password of one's own, or the seconds to wait: a stolen session must not guess it either. */
export async function checkOwnPassword(
  tx: Tx,
  personId: string,
  password: string,
  now: Date,
): Promise<Verdict | number> {
  const seconds = await takeThrottle(tx, limits.confirmIdentity, personId, now);
  if (seconds !== null) return seconds;
  const account = await accountById(tx, personId);
  const verdict = await verifyPassword(account?.passwordHash ?? null, password);
  if (verdict.correct) await clearThrottle(tx, limits.confirmIdentity, personId);
  return verdict;
}

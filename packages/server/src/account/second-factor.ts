import type { Tx } from '../db/transaction.ts';
import { type Post, tellSecurityChange } from './letters.ts';
import { limits } from './limits.ts';
import { looksLikeRecoveryCode, useRecoveryCode } from './recovery-codes.ts';
import { hashToken } from './secret-token.ts';
import { type Device, type StartedSession, startSession } from './session.ts';
import { accountById } from './store/people.ts';
import { countPendingFailure, deletePending, hasPending, lockPending } from './store/second-factor.ts';
import { clearThrottle, takeThrottle } from './throttle.ts';
import { spendTotpCode } from './totp.ts';

/** After this many wrong codes the password is asked again. */
const maxFailures = 5;

export type SecondFactorOutcome =
  | { type: 'signed-in'; session: StartedSession }
  | { type: 'wrong-code' }
  /** Too late, too many wrong codes, or never begun: back to the password. */
  | { type: 'start-over' }
  | { type: 'throttled'; seconds: number };

/** Whether a sign-in waits for its code. */
export const awaitsSecondFactor = (tx: Tx, token: string, now: Date): Promise<boolean> =>
  hasPending(tx, hashToken(token), now);

/** Finishes a sign-in with a code of the app or a recovery code. */
export async function finishSignIn(
  tx: Tx,
  secrets: Post & { totpKey: Uint8Array },
  form: { pendingToken: string; code: string; device: Device; earlierToken: string | undefined },
  now: Date,
): Promise<SecondFactorOutcome> {
  const pending = await lockPending(tx, hashToken(form.pendingToken), now);
  const account = pending && (await accountById(tx, pending.personId));
  if (pending === null || account === null) return { type: 'start-over' };
  // A guesser who knows the password can begin as many sign-ins as they like, so the account counts too.
  const seconds = await takeThrottle(tx, limits.secondFactor, account.id, now);
  if (seconds !== null) return { type: 'throttled', seconds };
  const code = form.code.replace(/\s/g, '');
  const recovers = looksLikeRecoveryCode(code);
  const right = recovers
    ? await useRecoveryCode(tx, account.id, code, now)
    : await spendTotpCode(tx, secrets.totpKey, account.id, code, now);
  if (!right) {
    if (pending.failures + 1 < maxFailures) {
      await countPendingFailure(tx, pending.id);
      return { type: 'wrong-code' };
    }
    await deletePending(tx, pending.id);
    return { type: 'start-over' };
  }
  await deletePending(tx, pending.id);
  await clearThrottle(tx, limits.secondFactor, account.id);
  if (recovers) await tellSecurityChange(tx, secrets, account, 'recovery-code-used', now);
  const { device, earlierToken } = form;
  const session = await startSession(tx, account.id, { device, method: 'second-factor', earlierToken }, now);
  return { type: 'signed-in', session };
}

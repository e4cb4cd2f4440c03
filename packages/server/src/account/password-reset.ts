import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { urls } from '../urls.ts';
import { mailWords } from '../words/mail.ts';
import { absolute, type Post, post } from './letters.ts';
import { limits } from './limits.ts';
import { openLink, spendLink } from './one-time-link.ts';
import { hashPassword } from './password.ts';
import { requestLetter } from './requested-letter.ts';
import { endSessions, selfActor } from './session.ts';
import { deleteLinksOf } from './store/links.ts';
import { type AccountRow, accountById, storePasswordHash } from './store/people.ts';
import { clearThrottle, takeThrottle } from './throttle.ts';

/** Asks for a link for a new password, sent if the address has an account. The caller learns nothing. */
export async function requestPasswordReset(tx: Tx, address: string, now: Date): Promise<void> {
  if ((await takeThrottle(tx, limits.letterToAddress, address.toLowerCase(), now)) !== null) return;
  await requestLetter(tx, { purpose: 'password-reset', personId: null, address }, now);
}

/** Whose password a link may set; null when it is dead. */
export async function personOfResetLink(tx: Tx, token: string, now: Date): Promise<AccountRow | null> {
  const found = await openLink(tx, 'password-reset', token, now);
  return found?.personId ? accountById(tx, found.personId) : null;
}

/**
 * Sets a new password by a link and ends every session. Nobody is signed in by it: a mailbox alone must not get
 * around the second factor. False when the link is dead.
 */
export async function resetPassword(
  tx: Tx,
  to: Post,
  { token, password }: { token: string; password: string },
  now: Date,
): Promise<boolean> {
  const account = await personOfResetLink(tx, token, now);
  if (account === null || !(await spendLink(tx, 'password-reset', token, now))) return false;
  await storeNewPassword(tx, to, account, { password, keepSession: null, by: 'reset' }, now);
  // Whoever was locked out by a guesser gets in again.
  await clearThrottle(tx, limits.signInToAccount, account.id);
  return true;
}

/** A new password ends all other sessions and every link that could set another, and its owner is told. */
export async function storeNewPassword(
  tx: Tx,
  { baseUrl }: Post,
  account: AccountRow,
  how: { password: string; keepSession: string | null; by: 'reset' | 'owner' },
  now: Date,
): Promise<void> {
  await storePasswordHash(tx, account.id, await hashPassword(how.password), now);
  await deleteLinksOf(tx, account.id, 'password-reset');
  await endSessions(tx, account.id, { reason: 'password changed', except: how.keepSession }, now);
  await recordAudit(
    tx,
    {
      actor: selfActor(account.id),
      action: 'person.password-change',
      objectType: 'person',
      objectId: account.id,
      content: { by: how.by },
    },
    now,
  );
  const letter = mailWords.passwordChanged({ reset: absolute(baseUrl, urls.passwordForgotten) });
  await post(tx, { personId: account.id, address: account.email }, letter, now);
}

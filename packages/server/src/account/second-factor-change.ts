import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { type Post, tellSecurityChange } from './letters.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { endSessions, selfActor } from './session.ts';
import { accountById } from './store/people.ts';
import { deleteTotp, replaceRecoveryCodes } from './store/second-factor.ts';
import { confirmTotp } from './totp.ts';

/**
 * Turns a prepared app on by its first code, and returns fresh recovery codes; null when the code is wrong. Sessions
 * that never saw a second factor end, all but this one.
 */
export async function addSecondFactor(
  tx: Tx,
  secrets: Post & { totpKey: Uint8Array },
  { personId, sessionId, code }: { personId: string; sessionId: string; code: string },
  now: Date,
): Promise<string[] | null> {
  const account = await accountById(tx, personId);
  if (account === null || !(await confirmTotp(tx, secrets.totpKey, personId, code, now))) return null;
  await endSessions(tx, personId, { reason: 'second factor added', except: sessionId }, now);
  await audit(tx, personId, 'person.totp-add', now);
  await tellSecurityChange(tx, secrets, account, 'totp-on', now);
  return makeRecoveryCodes(tx, personId);
}

/** Takes the app and its recovery codes away. Nothing happens when there is none. */
export async function removeSecondFactor(tx: Tx, to: Post, personId: string, now: Date): Promise<void> {
  const account = await accountById(tx, personId);
  if (account === null || !(await deleteTotp(tx, personId))) return;
  await replaceRecoveryCodes(tx, personId, []);
  await audit(tx, personId, 'person.totp-remove', now);
  if (account.secondFactor) await tellSecurityChange(tx, to, account, 'totp-off', now);
}

/** Ten fresh codes, the ones before are dead; null for an account without an app. */
export async function renewRecoveryCodes(
  tx: Tx,
  to: Post,
  personId: string,
  now: Date,
): Promise<string[] | null> {
  const account = await accountById(tx, personId);
  if (!account?.secondFactor) return null;
  await audit(tx, personId, 'person.recovery-codes-renew', now);
  await tellSecurityChange(tx, to, account, 'recovery-codes', now);
  return makeRecoveryCodes(tx, personId);
}

const audit = (tx: Tx, personId: string, action: string, now: Date) =>
  recordAudit(tx, { actor: selfActor(personId), action, objectType: 'person', objectId: personId }, now);

import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { urls } from '../urls.ts';
import { mailWords } from '../words/mail.ts';
import { absolute, type Post, post } from './letters.ts';
import { limits } from './limits.ts';
import { makeLink, openLink, spendLink } from './one-time-link.ts';
import { requestLetter } from './requested-letter.ts';
import { endSessions, selfActor } from './session.ts';
import { deleteApiTokens } from './store/api-tokens.ts';
import { deleteLinksOf } from './store/links.ts';
import { deletePasskeysSince } from './store/passkeys.ts';
import { accountById, storeAddress } from './store/people.ts';
import { takeThrottle } from './throttle.ts';

/**
 * Asks for a new address: its owner gets a link, the old address is told. An address that has an account already gets
 * a letter that says so; the asker learns nothing. False when letters to it have been asked for too often.
 */
export async function requestAddressChange(
  tx: Tx,
  { baseUrl }: Post,
  { personId, address }: { personId: string; address: string },
  now: Date,
): Promise<boolean> {
  const account = await accountById(tx, personId);
  if (account === null) return false;
  if ((await takeThrottle(tx, limits.letterToAddress, address.toLowerCase(), now)) !== null) return false;
  await deleteLinksOf(tx, personId, 'address-change');
  await requestLetter(tx, { purpose: 'address-change', personId, address }, now);
  const security = absolute(baseUrl, urls.accountSecurity);
  await post(tx, { personId, address: account.email }, mailWords.addressChangeAsked({ security }), now);
  return true;
}

/** The address a link would set for this person; null when it is dead or another person's. */
export async function pendingAddress(
  tx: Tx,
  { personId, token }: { personId: string; token: string },
  now: Date,
): Promise<string | null> {
  const found = await openLink(tx, 'address-change', token, now);
  return found?.personId === personId ? String(found.content['address']) : null;
}

/**
 * Sets the address behind a link. Only its own person may, signed in: somebody whose address was mistyped must not be
 * able to move into the account. Both addresses are told, and the old one can take it back. False: dead link.
 */
export async function confirmAddressChange(
  tx: Tx,
  { baseUrl }: Post,
  { personId, token }: { personId: string; token: string },
  now: Date,
): Promise<boolean> {
  const address = await pendingAddress(tx, { personId, token }, now);
  const account = address === null ? null : await accountById(tx, personId);
  if (address === null || account === null) return false;
  if (!(await spendLink(tx, 'address-change', token, now))) return false;
  if (!(await storeAddress(tx, personId, address))) return false;
  // Letters on their way to the old address may open the account no longer.
  await deleteLinksOf(tx, personId, 'password-reset');
  await audit(tx, personId, 'person.address-change', now);
  if (account.email !== null) {
    const content = { address: account.email };
    const revertToken = await makeLink(tx, { purpose: 'address-revert', personId, content }, now);
    const revert = absolute(baseUrl, urls.addressRevert, { token: revertToken });
    await post(tx, { personId, address: account.email }, mailWords.addressChanged({ revert }), now);
  }
  await post(tx, { personId, address }, mailWords.addressNowUsed(), now);
  return true;
}

/** Whether a link can take a change of address back. */
export const isRevertLink = async (tx: Tx, token: string, now: Date): Promise<boolean> =>
  (await openLink(tx, 'address-revert', token, now)) !== null;

/**
 * Takes a change of address back for an owner whose account somebody else is in: the address returns, all sessions
 * and API tokens end, passkeys added since are gone, and the token of a link for a new password comes back. Null:
 * dead link, or the address has an account of its own meanwhile.
 */
export async function revertAddressChange(tx: Tx, token: string, now: Date): Promise<string | null> {
  const found = await openLink(tx, 'address-revert', token, now);
  if (!found?.personId || !(await spendLink(tx, 'address-revert', token, now))) return null;
  const { personId, createdAt } = found;
  if (!(await storeAddress(tx, personId, String(found.content['address'])))) return null;
  for (const purpose of ['address-change', 'address-revert', 'password-reset'] as const)
    await deleteLinksOf(tx, personId, purpose);
  await deleteApiTokens(tx, personId);
  await deletePasskeysSince(tx, personId, createdAt);
  await endSessions(tx, personId, { reason: 'address change taken back', except: null }, now);
  await audit(tx, personId, 'person.address-revert', now);
  return makeLink(tx, { purpose: 'password-reset', personId }, now);
}

const audit = (tx: Tx, personId: string, action: string, now: Date) =>
  recordAudit(tx, { actor: selfActor(personId), action, objectType: 'person', objectId: personId }, now);

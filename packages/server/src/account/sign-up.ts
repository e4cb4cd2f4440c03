import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { limits } from './limits.ts';
import { openLink, spendLink } from './one-time-link.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { requestLetter } from './requested-letter.ts';
import { type Device, type StartedSession, selfActor, startSession } from './session.ts';
import { insertPerson } from './store/people.ts';
import { takeThrottle } from './throttle.ts';

export interface SignUp {
  handle: string;
  email: string;
  password: string;
  /** Id of the invitation it follows, or null. */
  invitation: string | null;
}

/**
 * Takes a request for an account whose handle, address and password were checked. Nobody exists yet: a letter goes
 * to the address, which says so where it has an account already. The caller learns nothing.
 */
export async function requestSignUp(
  tx: Tx,
  { handle, email, password, invitation }: SignUp,
  now: Date,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  if ((await takeThrottle(tx, limits.letterToAddress, email.toLowerCase(), now)) !== null) return;
  const content = { handle, passwordHash, ...(invitation === null ? {} : { invitation }) };
  await requestLetter(tx, { purpose: 'sign-up', personId: null, address: email, content }, now);
}

export interface PendingSignUp {
  handle: string;
  email: string;
}

/** Who waits behind a sign-up link; null when it is dead. */
export async function pendingSignUp(tx: Tx, token: string, now: Date): Promise<PendingSignUp | null> {
  const content = (await openLink(tx, 'sign-up', token, now))?.content;
  return content ? { handle: String(content['handle']), email: String(content['address']) } : null;
}

export type SignUpOutcome =
  | { type: 'created'; session: StartedSession; personId: string; invitation: string | null }
  | { type: 'dead-link' }
  | { type: 'wrong-password' }
  | { type: 'handle-taken' }
  | { type: 'address-taken' };

/**
 * Creates the person behind a link. The password chosen at sign-up is asked again: otherwise somebody could sign up
 * with another's address and a password of their own, and the owner of the address, confirming, would move into an
 * account that the other can open (account pre-hijacking). `handle` may differ from the one asked for, in case
 * somebody took it meanwhile.
 */
export async function confirmSignUp(
  tx: Tx,
  form: { token: string; handle: string; password: string; device: Device; earlierToken: string | undefined },
  now: Date,
): Promise<SignUpOutcome> {
  const content = (await openLink(tx, 'sign-up', form.token, now))?.content;
  if (!content) return { type: 'dead-link' };
  const [email, passwordHash] = [String(content['address']), String(content['passwordHash'])];
  const verdict = await verifyPassword(passwordHash, form.password);
  if (!verdict.correct) return { type: 'wrong-password' };
  const id = newId(now);
  const taken = await insertPerson(tx, {
    id,
    handle: form.handle,
    email,
    passwordHash,
    staff: null,
    createdAt: now,
  });
  if (taken !== null) return { type: `${taken}-taken` };
  if (!(await spendLink(tx, 'sign-up', form.token, now)))
    throw new TypeError('A link was spent under our lock.');
  await recordAudit(
    tx,
    { actor: selfActor(id), action: 'person.create', objectType: 'person', objectId: id },
    now,
  );
  const { device, earlierToken } = form;
  const { invitation } = content;
  return {
    type: 'created',
    personId: id,
    invitation: typeof invitation === 'string' ? invitation : null,
    session: await startSession(tx, id, { device, method: 'link', earlierToken }, now),
  };
}

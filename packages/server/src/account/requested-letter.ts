import { z } from 'zod';
import type { Tx } from '../db/transaction.ts';
import { declareJob, enqueue } from '../jobs/job.ts';
import { urls } from '../urls.ts';
import { mailWords } from '../words/mail.ts';
import { absolute, type Post, post } from './letters.ts';
import { armLink, askForLink } from './one-time-link.ts';
import { deleteLink, type LinkPurpose, lockAskedLink } from './store/links.ts';
import { type AccountRow, accountByAddress, accountById } from './store/people.ts';

/** Carries the request's id alone: the address stays out of the job queue. */
export const writeRequestedLetter = declareJob({
  name: 'account.write-letter',
  input: z.object({ id: z.uuid() }),
});

type Requested = Extract<LinkPurpose, 'sign-up' | 'password-reset' | 'address-change'>;

/**
 * Asks for a letter to an address that may or may not have an account. The same statements run either way, and what
 * differs happens in the background, so that neither the answer nor its time tells (user enumeration).
 */
export async function requestLetter(
  tx: Tx,
  request: {
    purpose: Requested;
    personId: string | null;
    address: string;
    content?: Record<string, unknown>;
  },
  now: Date,
): Promise<void> {
  const { purpose, personId, address, content = {} } = request;
  const id = await askForLink(tx, { purpose, personId, content: { ...content, address } }, now);
  await enqueue(tx, writeRequestedLetter, { id });
}

/** Writes the letter of a request; once, however often the job runs. The link's lifetime counts from the request. */
export async function answerLetterRequest(tx: Tx, to: Post, id: string, now: Date): Promise<void> {
  const asked = await lockAskedLink(tx, id);
  if (asked === null) return;
  const address = String(asked.content['address']);
  const known = await accountByAddress(tx, address);
  if (asked.purpose === 'password-reset') return writeReset(tx, to, { id, known }, now);
  if (known !== null) {
    await deleteLink(tx, id);
    return known.id === asked.personId ? undefined : writeAlreadyRegistered(tx, to, known, now);
  }
  if (asked.purpose === 'sign-up') {
    const handle = String(asked.content['handle']);
    const href = absolute(to.baseUrl, urls.signUpConfirm, { token: await armLink(tx, id, {}) });
    return post(tx, { personId: null, address }, mailWords.signUp({ href, handle }), now);
  }
  const asker = asked.personId === null ? null : await accountById(tx, asked.personId);
  if (asker === null) return deleteLink(tx, id);
  const href = absolute(to.baseUrl, urls.addressConfirm, { token: await armLink(tx, id, {}) });
  const letter = mailWords.addressConfirm({ href, handle: asker.handle });
  return post(tx, { personId: asker.id, address }, letter, now);
}

async function writeReset(
  tx: Tx,
  { baseUrl }: Post,
  { id, known }: { id: string; known: AccountRow | null },
  now: Date,
): Promise<void> {
  if (known === null) return deleteLink(tx, id);
  const token = await armLink(tx, id, { personId: known.id });
  const href = absolute(baseUrl, urls.passwordReset, { token });
  // To the address on record, not to the one typed: a look-alike that compares equal is not the owner's.
  const to = { personId: known.id, address: known.email };
  return post(tx, to, mailWords.passwordReset({ href, handle: known.handle }), now);
}

function writeAlreadyRegistered(tx: Tx, { baseUrl }: Post, known: AccountRow, now: Date): Promise<void> {
  const [signIn, reset] = [absolute(baseUrl, urls.signIn), absolute(baseUrl, urls.passwordForgotten)];
  const to = { personId: known.id, address: known.email };
  return post(tx, to, mailWords.alreadyRegistered({ signIn, reset }), now);
}

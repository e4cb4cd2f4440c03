import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { enqueue } from '../jobs/job.ts';
import { checkHeaders, isAddress, oneLine } from './header.ts';
import type { WrittenLetter } from './letter.tsx';
import { sendMail } from './send-mail.ts';
import { insertMail } from './store.ts';

export interface QueuedMail extends WrittenLetter {
  /** The person it is for; deleting the person deletes their mail. Null for an address that belongs to nobody yet. */
  personId: string | null;
  recipient: string;
  headers?: Readonly<Record<string, string>>;
}

/**
 * Puts a letter into the outbox, to be sent once the transaction has committed. Returns the mail's id. Throws a
 * TypeError for a recipient that is not exactly one address, or for a header a letter may not set.
 */
export async function queueMail(tx: Tx, mail: QueuedMail, now: Date): Promise<string> {
  const headers = { ...mail.headers };
  checkHeaders(headers);
  if (!isAddress(mail.recipient)) throw new TypeError('A mail goes to exactly one plain address.');
  const id = newId(now);
  await insertMail(tx, {
    id,
    personId: mail.personId,
    recipient: mail.recipient,
    subject: oneLine(mail.subject),
    textBody: mail.text,
    htmlBody: mail.html,
    headers,
    createdAt: now,
  });
  await enqueue(tx, sendMail, { id });
  return id;
}

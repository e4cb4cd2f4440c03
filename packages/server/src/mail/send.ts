import type { Database } from '../db/database.ts';
import { deleteMailBefore, markFailed, markSent, unsentMail } from './store.ts';
import { MailRefused, type Transport } from './transport.ts';

/**
 * Sends one mail of the outbox. At least once: a process that dies between the server's yes and our note sends it
 * again, under the same Message-ID. Throws `MailRefused` when a later attempt may succeed.
 */
export async function sendQueuedMail(
  database: Database,
  transport: Transport,
  id: string,
  { lastAttempt, now }: { lastAttempt: boolean; now: Date },
): Promise<void> {
  const mail = await unsentMail(database.query, id);
  if (mail === null || mail.textBody === '') return;
  try {
    await transport.send(mail);
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    const final = error.permanent || lastAttempt;
    await database.transaction((tx) => markFailed(tx, id, error.message, final));
    if (final) return;
    throw error;
  }
  await database.transaction((tx) => markSent(tx, id, now));
}

const keptDays = 30;

/** Forgets mails of more than thirty days ago, sent or not: their links are long dead, the addresses are people's. */
export async function forgetOldMail(database: Database, now: Date): Promise<void> {
  await database.transaction((tx) => deleteMailBefore(tx, new Date(now.getTime() - keptDays * 86_400_000)));
}

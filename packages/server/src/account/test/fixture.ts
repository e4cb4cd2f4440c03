import { eq, sql } from 'drizzle-orm';
import { mail } from '../../db/tables/operation.ts';
import { oneTimeLink } from '../../db/tables/people.ts';
import { openTestDatabase, type TestDatabase } from '../../db/test/database.ts';
import { prepareJobs } from '../../jobs/runner.ts';
import { sendMail } from '../../mail/send-mail.ts';
import { answerLetterRequest, writeRequestedLetter } from '../requested-letter.ts';

export const baseUrl = 'https://bugs.example.org';
export const totpKey = new Uint8Array(32).fill(7);
export const device = { userAgent: 'curl/8', address: '192.0.2.7' };

/** A database with the outbox ready. */
export async function openAccounts() {
  const database = await openTestDatabase();
  const jobs = await prepareJobs(database, [sendMail, writeRequestedLetter]);
  const close = async () => {
    await jobs.stop();
    await database[Symbol.asyncDispose]();
  };
  return { database, close };
}

/** Writes the letters that were asked for, as the background job does. */
export async function writeLetters(database: TestDatabase, now: Date, from = baseUrl): Promise<void> {
  const asked = await database.query
    .select({ id: oneTimeLink.id })
    .from(oneTimeLink)
    .where(sql`content ? 'asked'`);
  for (const { id } of asked)
    await database.transaction((tx) => answerLetterRequest(tx, { baseUrl: from }, id, now));
}

/** The last letter to an address, with the link it carries. */
export async function lastLetter(database: TestDatabase, recipient: string) {
  const [letter] = await database.query
    .select({ subject: mail.subject, text: mail.textBody })
    .from(mail)
    .where(eq(mail.recipient, recipient))
    // In the order of writing: the tests' clock stands still, so ids do not tell.
    .orderBy(sql`ctid desc`)
    .limit(1);
  const href = letter?.text.match(/https?:\/\/\S+/g)?.at(-1) ?? '';
  return letter ? { ...letter, href, token: href.split('/').at(-1) ?? '' } : null;
}

export const lettersTo = async (database: TestDatabase, recipient: string) =>
  (
    await database.query.select({ subject: mail.subject }).from(mail).where(eq(mail.recipient, recipient))
  ).map(({ subject }) => subject);

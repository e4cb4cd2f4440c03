import { and, asc, eq, isNull, lt, ne, sql } from 'drizzle-orm';
import { mail } from '../db/tables/operation.ts';
import type { Tx } from '../db/transaction.ts';

export interface MailRow {
  id: string;
  personId: string | null;
  recipient: string;
  subject: string;
  textBody: string;
  htmlBody: string;
  headers: Record<string, string>;
  createdAt: Date;
}

export async function insertMail(tx: Tx, row: MailRow): Promise<void> {
  await tx.insert(mail).values(row);
}

/** Null when the mail does not exist or has gone out. */
export async function unsentMail(tx: Tx, id: string): Promise<MailRow | null> {
  const [row] = await tx
    .select({
      id: mail.id,
      personId: mail.personId,
      recipient: mail.recipient,
      subject: mail.subject,
      textBody: mail.textBody,
      htmlBody: mail.htmlBody,
      headers: mail.headers,
      createdAt: mail.createdAt,
    })
    .from(mail)
    .where(and(eq(mail.id, id), isNull(mail.sentAt)));
  return row ?? null;
}

const emptied = { textBody: '', htmlBody: '', headers: {} };

/** Sent: the bodies go, since they carry links that open accounts. */
export async function markSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .update(mail)
    .set({ sentAt: now, lastError: null, ...emptied })
    .where(eq(mail.id, id));
}

/** `final`: nobody tries again, so the bodies go as well. */
export async function markFailed(tx: Tx, id: string, reason: string, final: boolean): Promise<void> {
  await tx
    .update(mail)
    .set({ failures: sql`${mail.failures} + 1`, lastError: reason, ...(final ? emptied : {}) })
    .where(eq(mail.id, id));
}

export async function deleteMailBefore(tx: Tx, before: Date): Promise<void> {
  await tx.delete(mail).where(lt(mail.createdAt, before));
}

/** When the oldest mail was written that still waits to be sent; null when none waits. */
export async function oldestUnsent(tx: Tx): Promise<Date | null> {
  const [row] = await tx
    .select({ createdAt: mail.createdAt })
    .from(mail)
    .where(and(isNull(mail.sentAt), ne(mail.textBody, '')))
    .orderBy(asc(mail.createdAt))
    .limit(1);
  return row?.createdAt ?? null;
}

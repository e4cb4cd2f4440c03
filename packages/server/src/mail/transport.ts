import type { Secret } from '../config.ts';
import { oneLine } from './header.ts';
import type { MailRow } from './store.ts';

export interface Transport {
  /** Throws `MailRefused` when the server did not take it. */
  send(mail: MailRow): Promise<void>;
  close(): void;
}

/**
 * The mail server did not take a mail. The message names the server's code alone: its sentence usually quotes the
 * recipient's address, which belongs in no log.
 */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
  /** True when trying again would not help. */
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean) {
    super(`The mail server did not take the mail (${code}).`);
    this.permanent = permanent;
  }
}

/** As a header has it, or the parts of one. */
export type Sender = string | { name: string; address: string };

/** The sender the operator chose, else the instance itself, under its name. */
export const senderOf = (mailFrom: string | null, instance: string, baseUrl: string): Sender =>
  mailFrom ?? { name: oneLine(instance), address: `bugheist@${new URL(baseUrl).hostname}` };

/** A connection pool to the server of SMTP_URL. `from` is asked for the sender of every mail: names change. */
export async function smtpTransport(url: Secret, from: () => Sender): Promise<Transport> {
  // Its 430 kB are for those who send mail.
  const { createTransport } = await import('nodemailer');
  const pool = createTransport({
    url: url.reveal(),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      try {
        await pool.sendMail(messageOf(mail, from()));
      } catch (error) {
        throw refused(error);
      }
    },
    close: () => pool.close(),
  };
}

const messageOf = (mail: MailRow, from: Sender) => ({
  from,
  // As an object: a string would be parsed as a list of addresses.
  to: { name: '', address: mail.recipient },
  subject: mail.subject,
  text: mail.textBody,
  html: mail.htmlBody,
  date: mail.createdAt,
  // The same for every attempt, so that a mail sent twice is seen once.
  messageId: `<${mail.id}@${senderDomain(from)}>`,
  headers: { 'Auto-Submitted': 'auto-generated', ...mail.headers },
});

const senderDomain = (from: Sender): string =>
  /@([\w.-]+)>?\s*$/.exec(typeof from === 'string' ? from : from.address)?.[1] ?? 'localhost';

function refused(error: unknown): MailRefused {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  const name = responseCode === undefined ? (code ?? 'no answer') : String(responseCode);
  // Source: RFC 5321 §4.2.1. A login that fails is the operator's to mend, and the mail can wait for it.
  const permanent = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
  return new MailRefused(name, permanent);
}

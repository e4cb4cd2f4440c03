import type { Check } from './check.ts';

/** Weaknesses in how the instance reaches people. */
export const mailChecks: readonly Check[] = [
  {
    id: 'B050',
    level: 'warning',
    consequence: 'Nobody can sign up or reset a password by themselves, and nobody hears of an answer.',
    remedy: 'Set SMTP_URL, like smtp://user:password@mail.example.org:587, and MAIL_FROM.',
    test: ({ config }) =>
      config.smtpUrl === null ? 'No mail server is set: mails stay in the local outbox.' : null,
  },
  {
    id: 'B051',
    level: 'warning',
    consequence: 'Reset links cross the network readable.',
    remedy: 'Use smtps://, or a mail server that offers STARTTLS on port 587.',
    test: ({ config }) => {
      if (config.smtpUrl === null) return null;
      const url = new URL(config.smtpUrl.reveal());
      const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
      return url.protocol === 'smtp:' && !local && url.port !== '587'
        ? 'SMTP_URL sends mail without TLS.'
        : null;
    },
  },
  {
    id: 'B052',
    level: 'warning',
    consequence: 'Mail servers treat the letters as forged and drop them.',
    remedy: 'Set MAIL_FROM to an address of a domain whose SPF and DKIM cover your mail server.',
    test: ({ config }) =>
      config.smtpUrl !== null && !config.given.has('MAIL_FROM') ? 'MAIL_FROM is not set.' : null,
  },
];

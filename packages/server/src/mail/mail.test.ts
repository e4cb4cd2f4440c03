import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mail } from '../db/tables/operation.ts';
import { openTestDatabase, type TestDatabase } from '../db/test/database.ts';
import { prepareJobs, startJobs } from '../jobs/runner.ts';
import { isAddress } from './header.ts';
import { mailJobs } from './job.ts';
import { writeLetter } from './letter.tsx';
import { type QueuedMail, queueMail } from './queue.ts';
import { forgetOldMail, sendQueuedMail } from './send.ts';
import { sendMail } from './send-mail.ts';
import { openSink } from './test/sink.ts';
import { type Sender, senderOf, smtpTransport, type Transport } from './transport.ts';

const now = new Date('2026-11-24T10:00:00Z');
let database: TestDatabase;
let sink: Awaited<ReturnType<typeof openSink>>;
let transport: Transport;
let jobs: Awaited<ReturnType<typeof prepareJobs>>;
beforeAll(async () => {
  [database, sink] = await Promise.all([openTestDatabase(), openSink()]);
  jobs = await prepareJobs(database, [sendMail]);
  transport = await smtpTransport(sink.url, () => sender);
});
afterAll(async () => {
  transport.close();
  await jobs.stop();
  await Promise.all([database[Symbol.asyncDispose](), sink.close()]);
});

let sender: Sender = 'BugHeist <bugs@example.org>';
const letter = writeLetter(
  {
    subject: 'Welcome',
    paragraphs: ['Hello <ada>.'],
    action: { label: 'Confirm', href: 'https://bugs.example.org/sign-up/confirm/abc' },
    footer: 'You signed up.',
  },
  'Acme & Sons',
);
const queue = (more: Partial<QueuedMail> = {}) =>
  database.transaction((tx) =>
    queueMail(tx, { personId: null, recipient: 'ada@example.org', ...letter, ...more }, now),
  );
const send = (id: string, lastAttempt = false) =>
  sendQueuedMail(database, transport, id, { lastAttempt, now });
const row = async (id: string) => (await database.query.select().from(mail).where(eq(mail.id, id)))[0];

test('without MAIL_FROM letters come from the instance, under the name it has now', async () => {
  sender = senderOf(null, 'Acme, "Bugs"\r\nBcc: eve@example.org', 'https://bugs.example.org:8443');
  await send(await queue());
  sender = senderOf('Ops <ops@example.org>', 'Acme', 'https://bugs.example.org');
  await send(await queue());
  const headers = sink.received.slice(-2).map((message) => message.headers);
  expect(headers[0]).toContain('From: "Acme, \\"Bugs\\" Bcc: eve@example.org" <bugheist@bugs.example.org>');
  expect(headers[1]).toContain('From: Ops <ops@example.org>');
  expect(sink.received.at(-1)?.recipients).toEqual(['ada@example.org']);
});

test('a sent mail arrives with both parts, and its links are wiped from the outbox', async () => {
  sender = 'BugHeist <bugs@example.org>';
  const id = await queue({ headers: { 'List-Unsubscribe': '<https://bugs.example.org/u/1>' } });
  await send(id);
  const message = sink.received.at(-1);
  expect(message?.recipients).toEqual(['ada@example.org']);
  expect(message?.headers).toEqual(
    expect.arrayContaining([
      'Subject: Welcome',
      'From: BugHeist <bugs@example.org>',
      'Auto-Submitted: auto-generated',
      'List-Unsubscribe: <https://bugs.example.org/u/1>',
      `Message-ID: <${id}@example.org>`,
    ]),
  );
  expect(letter.html).toContain('Hello &lt;ada>.');
  expect(letter.html).toContain('Acme &amp; Sons</p>');
  expect(await row(id)).toMatchObject({ sentAt: now, textBody: '', htmlBody: '', headers: {} });
  await send(id);
  expect(
    sink.received.filter(({ headers }) => headers.includes(`Message-ID: <${id}@example.org>`)),
  ).toHaveLength(1);
});

test('header injection: line breaks in a subject start no header of their own', async () => {
  await send(await queue({ subject: 'Hi\r\nBcc: eve@example.org\r\n\r\nbody\u2028X: y' }));
  const message = sink.received.at(-1);
  expect(message?.recipients).toEqual(['ada@example.org']);
  expect(message?.headers.filter((line) => /^(bcc|x):/i.test(line))).toEqual([]);
});

test('header injection: a recipient is one address, never a list, a name or a new line', async () => {
  for (const recipient of [
    'a@example.org, eve@example.org',
    'a@example.org;eve@example.org',
    'Eve <eve@example.org>',
    'a@example.org\r\nBcc: eve@example.org',
    'a@example.org>',
    '"a b"@example.org',
    'a@-example.org',
    'nobody',
  ]) {
    expect(isAddress(recipient), recipient).toBe(false);
    await expect(queue({ recipient })).rejects.toThrow('exactly one plain address');
  }
});

test('header injection: a letter sets no header of the mailer', async () => {
  await expect(queue({ headers: { Bcc: 'eve@example.org' } })).rejects.toThrow('got "Bcc"');
  await expect(queue({ headers: { References: 'a\r\nBcc: e@example.org' } })).rejects.toThrow('one line');
});

test('a temporary refusal is tried again, a permanent one is not; neither note quotes the address', async () => {
  const later = await queue({ recipient: 'later@example.org' });
  await expect(send(later)).rejects.toThrow('(451)');
  expect(await row(later)).toMatchObject({ failures: 1, sentAt: null, textBody: letter.text });
  await send(later, true);
  expect(await row(later)).toMatchObject({ failures: 2, textBody: '' });
  const refused = await queue({ recipient: 'refused@example.org' });
  await send(refused);
  const note = await row(refused);
  expect(note).toMatchObject({ failures: 1, textBody: '' });
  expect(note?.lastError).toBe('The mail server did not take the mail (550).');
});

test('mails of more than thirty days ago are forgotten', async () => {
  const id = await queue();
  await forgetOldMail(database, new Date(now.getTime() + 29 * 86_400_000));
  expect(await row(id)).toBeDefined();
  await forgetOldMail(database, new Date(now.getTime() + 31 * 86_400_000));
  expect(await row(id)).toBeUndefined();
});

test('the job queue knows a mail by its id alone: no address, no link', async () => {
  const id = await queue({ recipient: 'secret@example.org' });
  const { rows } = await database.query.execute<{ input: unknown }>(
    `select data as input from pgboss.job where name = 'mail.send' and data->>'id' = '${id}'`,
  );
  expect(rows).toEqual([{ input: { id } }]);
});

test('a mail goes out in the background once its transaction has committed', async () => {
  const running = await startJobs(
    database,
    mailJobs(database, transport, () => now),
  );
  const id = await queue({ recipient: 'background@example.org' });
  await expect
    .poll(() => sink.received.flatMap(({ recipients }) => recipients), { timeout: 30_000, interval: 50 })
    .toContain('background@example.org');
  await running.stop();
  expect(await row(id)).toMatchObject({ textBody: '', htmlBody: '' });
});

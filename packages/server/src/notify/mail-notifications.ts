import { z } from 'zod';
import type { Tx } from '../db/transaction.ts';
import { defineJob, type Job } from '../jobs/job.ts';
import { writeLetter } from '../mail/letter.tsx';
import { queueMail } from '../mail/queue.ts';
import { readInstanceSettings } from '../settings/store.ts';
import { link, urls } from '../urls.ts';
import { whatHappened, notifyWords as words } from '../words/notify.ts';
import { type MailDue, takeMailDue } from './store.ts';
import { unsubscribeToken } from './unsubscribe-token.ts';

export interface NotifyMail {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  baseUrl: string;
  unsubscribeKey: Uint8Array;
  now: () => Date;
}

/** How long news waits for more, so that a flurry makes one letter. */
const gatherMs = 60_000;
const mostLines = 20;

/** Every minute: a letter to each person with news they have not seen. */
export const notifyJobs = (given: NotifyMail): Job[] => [
  defineJob({
    name: 'notify.mail',
    input: z.object({}),
    cron: '* * * * *',
    retry: { limit: 0, delaySeconds: 1 },
    perform: async (_input, { signal }) => {
      while (!signal.aborted && (await mailNext(given)));
    },
  }),
];

/** Writes one letter, to whoever has waited longest; false when nobody waits. */
export async function mailNext({ transaction, baseUrl, unsubscribeKey, now }: NotifyMail): Promise<boolean> {
  const at = now();
  return transaction(async (tx) => {
    const due = await takeMailDue(tx, { before: new Date(at.getTime() - gatherMs), now: at });
    if (due === null) return false;
    const unsubscribe = `${baseUrl}${link(urls.unsubscribe, { token: unsubscribeToken(unsubscribeKey, due.personId) })}`;
    const headers = {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    };
    const { name } = await readInstanceSettings(tx);
    const letter = writeLetter(letterOf(due, { name, baseUrl, unsubscribe }), name);
    await queueMail(tx, { personId: due.personId, recipient: due.address, headers, ...letter }, at);
    return true;
  });
}

function letterOf(
  { rows }: MailDue,
  { name, baseUrl, unsubscribe }: { name: string; baseUrl: string; unsubscribe: string },
) {
  const numbers = [...new Set(rows.map(({ bugNumber }) => bugNumber))];
  const lines = rows
    .slice(0, mostLines)
    .map(({ bugNumber, type, content }) => `${bugNumber} ${whatHappened(type, content)}`);
  if (rows.length > mostLines) lines.push(words.letterMore(rows.length - mostLines));
  const [first] = numbers;
  const path =
    numbers.length === 1 && first !== undefined ? link(urls.bug, { number: first }) : urls.notifications;
  return {
    subject: words.letterSubject(
      numbers,
      rows[0] && rows.length === 1 ? whatHappened(rows[0].type, rows[0].content) : null,
      name,
    ),
    paragraphs: [words.letterOpening, lines.join('\n')],
    action: { label: words.letterAction, href: `${baseUrl}${path}` },
    footer: words.letterFooter(unsubscribe),
  };
}

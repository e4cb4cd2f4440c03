import { z } from 'zod';
import { defineJob, type Job } from '../jobs/job.ts';
import type { Post } from './letters.ts';
import { answerLetterRequest, writeRequestedLetter } from './requested-letter.ts';
import { deleteDeadLinks } from './store/links.ts';
import { deleteDeadChallenges } from './store/passkeys.ts';
import { deleteDeadSessions } from './store/sessions.ts';
import { deletePastThrottles } from './store/throttle.ts';
import type { Transactions } from './transactions.ts';

/**
 * What the account room does in the background: the letters whose writing would tell who has an account, and every
 * hour the sweeping of what can open or limit nothing any more.
 */
export const accountJobs = (database: Transactions, to: Post, now: () => Date): Job[] => [
  defineJob({
    ...writeRequestedLetter,
    perform: ({ id }) => database.transaction((tx) => answerLetterRequest(tx, to, id, now())),
  }),
  defineJob({
    name: 'account.sweep',
    input: z.object({}),
    cron: '41 * * * *',
    perform: () => sweepAccounts(database, now()),
  }),
];

/** Deletes what has run out; answers do not depend on it, tables stay small by it. */
export async function sweepAccounts(database: Transactions, now: Date): Promise<void> {
  await database.transaction(async (tx) => {
    await deleteDeadSessions(tx, now);
    await deleteDeadLinks(tx, now);
    await deleteDeadChallenges(tx, now);
    await deletePastThrottles(tx, now);
  });
}

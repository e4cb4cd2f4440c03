import { z } from 'zod';
import { defineJob, type Job } from '../jobs/job.ts';
import { deleteDeadLinks } from './store/links.ts';
import { deleteDeadChallenges } from './store/passkeys.ts';
import { deleteDeadSessions } from './store/sessions.ts';
import { deletePastThrottles } from './store/throttle.ts';
import type { Transactions } from './transactions.ts';

/** Every hour: sessions, links, prompts and counters that can open or limit nothing any more go. */
export const accountJobs = (database: Transactions, now: () => Date): Job[] => [
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

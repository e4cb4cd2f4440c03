import { z } from 'zod';
import type { Transactions } from '../account/transactions.ts';
import { removeFiles } from '../files/attach.ts';
import type { FileStore } from '../files/file-store.ts';
import { removeStrayFiles } from '../files/sweep.ts';
import { defineJob, type Job } from '../jobs/job.ts';
import { draftLifetimeDays } from './draft.ts';
import { deleteDraftsBefore } from './store/drafts.ts';

/** Every night: drafts nobody has come back to go, and so do files that hang on nothing. */
export const reportJobs = (database: Transactions, files: FileStore, now: () => Date): Job[] => [
  defineJob({
    name: 'report.sweep',
    input: z.object({}),
    cron: '17 3 * * *',
    expireSeconds: 1800,
    perform: () => sweepReports(database, files, now()),
  }),
];

/** Removes old drafts with their files, then files whose request failed after they were written. */
export async function sweepReports(database: Transactions, files: FileStore, now: Date): Promise<void> {
  const before = new Date(now.getTime() - draftLifetimeDays * 24 * 3600 * 1000);
  const orphaned = await database.transaction((tx) => deleteDraftsBefore(tx, before));
  await removeFiles(files, orphaned);
  await database.transaction((tx) => removeStrayFiles(tx, files, now));
}

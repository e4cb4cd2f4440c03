import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { defineJob, type Job } from '../jobs/job.ts';
import { forgetOldMail, sendQueuedMail } from './send.ts';
import { sendMail } from './send-mail.ts';
import type { Transport } from './transport.ts';

/** What the mail room does in the background. Without a transport mails stay in the outbox, to be read there. */
export const mailJobs = (database: Database, transport: Transport | null, now: () => Date): Job[] => [
  defineJob({
    ...sendMail,
    perform: async ({ id }, { lastAttempt }) => {
      if (transport !== null) await sendQueuedMail(database, transport, id, { lastAttempt, now: now() });
    },
  }),
  defineJob({
    name: 'mail.forget-old',
    input: z.object({}),
    cron: '17 3 * * *',
    perform: () => forgetOldMail(database, now()),
  }),
];

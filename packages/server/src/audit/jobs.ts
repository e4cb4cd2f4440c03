import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { defineJob, type Job } from '../jobs/job.ts';
import { sealAudit } from './seal.ts';

/** Seals what was written since, every minute, until nothing is left. */
export const auditJobs = (database: Database): Job[] => [
  defineJob({
    name: 'audit.seal',
    input: z.object({}),
    cron: '* * * * *',
    retry: { limit: 0, delaySeconds: 1 },
    perform: async (_input, { signal }) => {
      while (!signal.aborted && (await database.transaction(sealAudit)) > 0);
    },
  }),
];

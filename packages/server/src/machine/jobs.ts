import { z } from 'zod';
import type { Tx } from '../db/transaction.ts';
import { defineJob, type Job } from '../jobs/job.ts';
import { deleteDecisionsBefore } from './store/decisions.ts';
import { deleteMinutesBefore } from './store/guards.ts';
import { deleteIncidentsBefore } from './store/incidents.ts';

const day = 86_400_000;

/** Once a night: what guards told is forgotten when nobody needs it any more; addresses are in it. */
export function machineJobs(
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  now: () => Date,
): Job[] {
  const forget = defineJob({
    name: 'machine.forget',
    input: z.object({}),
    cron: '17 3 * * *',
    perform: () =>
      transaction(async (tx) => {
        const before = (days: number) => new Date(now().getTime() - days * day);
        await deleteMinutesBefore(tx, before(8));
        await deleteIncidentsBefore(tx, before(90));
        // A month after its end a decision no longer makes the next one longer.
        await deleteDecisionsBefore(tx, before(31));
      }),
  });
  return [forget];
}

import { z } from 'zod';
import { declareJob } from '../jobs/job.ts';

/** The job carries the mail's id alone, so that no address and no link sits in the job queue. */
export const sendMail = declareJob({
  name: 'mail.send',
  input: z.object({ id: z.uuid() }),
  retry: { limit: 10, delaySeconds: 30 },
});

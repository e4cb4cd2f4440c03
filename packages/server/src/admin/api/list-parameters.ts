import { z } from 'zod';

/** What a list of administration understands. */
export const listParameters = z.object({
  q: z.string().trim().max(100).default(''),
  cursor: z.string().max(80).optional(),
});

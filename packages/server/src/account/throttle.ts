import { createHash } from 'node:crypto';
import type { Tx } from '../db/transaction.ts';
import { deleteThrottle, takeFromThrottle } from './store/throttle.ts';

/** How often something may happen to one subject: `burst` at once after a quiet time, then one every interval. */
export interface Limit {
  name: string;
  burst: number;
  intervalSeconds: number;
}

/**
 * Counts one attempt; null when it may go on, else the whole seconds until the next may. Holds across processes:
 * attempts on one subject wait for each other until the transaction ends, so a race cannot squeeze more through.
 * The count stays only if the transaction commits: answer a failed attempt, don't throw.
 *
 * Source: GCRA, ITU-T I.371 §A.
 */
export async function takeThrottle(tx: Tx, limit: Limit, subject: string, now: Date): Promise<number | null> {
  const arrival = await takeFromThrottle(tx, keyOf(limit, subject), limit, now);
  if (arrival.taken) return null;
  const waitMs = arrival.at.getTime() - now.getTime() - (limit.burst - 1) * limit.intervalSeconds * 1000;
  return Math.max(1, Math.ceil(waitMs / 1000));
}

/** Forgets the attempts on a subject, after one succeeded. */
export const clearThrottle = (tx: Tx, limit: Limit, subject: string): Promise<void> =>
  deleteThrottle(tx, keyOf(limit, subject));

// Hashed: the table needs to know nobody's address.
const keyOf = ({ name }: Limit, subject: string): string =>
  `${name} ${createHash('sha256').update(subject).digest('base64url')}`;

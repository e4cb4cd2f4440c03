import { and, eq, sql } from 'drizzle-orm';
import { Refusal } from '../refusal.ts';
import { idempotencyKey } from './tables/operation.ts';
import type { Tx } from './transaction.ts';

/** One Idempotency-Key of one person, with the SHA-256 of the request it came with. */
export interface RequestKey {
  personId: string;
  key: string;
  requestHash: Uint8Array;
}

export interface Answer {
  status: number;
  body: unknown;
}

const keptHours = 24;

/**
 * Takes the key for this request: null the first time, the earlier answer when the same request was answered within
 * 24 hours. A second request with the key waits for the first one's transaction. Throws a Refusal `conflict` when the
 * key came with another request before.
 */
export async function recallAnswer(
  tx: Tx,
  { personId, key, requestHash }: RequestKey,
  now: Date,
): Promise<Answer | null> {
  const old = new Date(now.getTime() - keptHours * 3600_000);
  await tx
    .delete(idempotencyKey)
    .where(
      and(
        eq(idempotencyKey.personId, personId),
        eq(idempotencyKey.key, key),
        sql`${idempotencyKey.createdAt} < ${old.toISOString()}::timestamptz`,
      ),
    );
  const taken = await tx
    .insert(idempotencyKey)
    .values({ personId, key, requestHash, createdAt: now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKey.key });
  if (taken.length > 0) return null;
  const [earlier] = await tx
    .select({
      hash: idempotencyKey.requestHash,
      status: idempotencyKey.status,
      response: idempotencyKey.response,
    })
    .from(idempotencyKey)
    .where(and(eq(idempotencyKey.personId, personId), eq(idempotencyKey.key, key)));
  if (earlier?.status == null || Buffer.compare(earlier.hash, requestHash) !== 0)
    throw new Refusal(
      'conflict',
      'This Idempotency-Key was used for another request. Use a new key for a new request.',
    );
  return { status: earlier.status, body: earlier.response };
}

export async function keepAnswer(
  tx: Tx,
  { personId, key }: RequestKey,
  { status, body }: Answer,
): Promise<void> {
  await tx
    .update(idempotencyKey)
    .set({ status, response: body })
    .where(and(eq(idempotencyKey.personId, personId), eq(idempotencyKey.key, key)));
}

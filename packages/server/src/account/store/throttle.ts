import { eq, lt, sql } from 'drizzle-orm';
import { throttle } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

/** Moves the theoretical arrival on by one interval unless the burst is used up; one statement, so it cannot race. */
export async function takeFromThrottle(
  tx: Tx,
  key: string,
  { burst, intervalSeconds }: { burst: number; intervalSeconds: number },
  now: Date,
): Promise<{ taken: boolean; at: Date }> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const interval = sql`${intervalSeconds}::float8 * interval '1 second'`;
  const latest = sql`greatest(${throttle.theoreticalArrival}, ${at})`;
  const [taken] = await tx
    .insert(throttle)
    .values({ key, theoreticalArrival: new Date(now.getTime() + intervalSeconds * 1000) })
    .onConflictDoUpdate({
      target: throttle.key,
      set: { theoreticalArrival: sql`${latest} + ${interval}` },
      setWhere: sql`${latest} <= ${at} + ${burst - 1} * ${interval}`,
    })
    .returning({ at: throttle.theoreticalArrival });
  if (taken) return { taken: true, at: taken.at };
  const [kept] = await tx
    .select({ at: throttle.theoreticalArrival })
    .from(throttle)
    .where(eq(throttle.key, key));
  return { taken: false, at: kept?.at ?? now };
}

export async function deleteThrottle(tx: Tx, key: string): Promise<void> {
  await tx.delete(throttle).where(eq(throttle.key, key));
}

/** Rows whose arrival is past limit nobody any more. */
export async function deletePastThrottles(tx: Tx, now: Date): Promise<void> {
  await tx.delete(throttle).where(lt(throttle.theoreticalArrival, now));
}

import { asc, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { auditEntry } from '../db/tables/operation.ts';
import type { Tx } from '../db/transaction.ts';
import { chainHash, genesis } from './chain.ts';
import { chained } from './columns.ts';

const batch = 500;
/** Any number, the same in every process: who holds it seals. */
const sealerLock = 7_240_118;

/**
 * Numbers and chains the entries that have committed since the last time, in one transaction under one lock, so that
 * writers never queue behind it and two processes never seal at once. Answers how many it sealed (at most 500).
 */
export async function sealAudit(tx: Tx): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(${sealerLock})`);
  const [last] = await tx
    .select({ position: auditEntry.position, hash: auditEntry.hash })
    .from(auditEntry)
    .where(isNotNull(auditEntry.position))
    .orderBy(desc(auditEntry.position))
    .limit(1);
  const entries = await tx
    .select(chained)
    .from(auditEntry)
    .where(isNull(auditEntry.position))
    .orderBy(asc(auditEntry.id))
    .limit(batch);
  let position = last?.position ?? 0;
  let hash = last?.hash ?? genesis;
  for (const entry of entries) {
    position += 1;
    hash = chainHash(hash, position, entry);
    await tx.update(auditEntry).set({ position, hash }).where(eq(auditEntry.id, entry.id));
  }
  return entries.length;
}

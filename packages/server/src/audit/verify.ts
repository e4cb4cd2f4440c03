import { and, asc, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { auditEntry } from '../db/tables/operation.ts';
import type { Tx } from '../db/transaction.ts';
import { chainHash, genesis } from './chain.ts';
import { chained } from './columns.ts';

export type AuditVerdict =
  | { ok: true; sealed: number; unsealed: number; head: string }
  | { ok: false; position: number; reason: string };

const batch = 1000;

/** Walks the whole chain from the first entry and recomputes every hash; stops at the first that does not fit. */
export async function verifyAudit(tx: Tx): Promise<AuditVerdict> {
  let position = 0;
  let hash = genesis;
  for (;;) {
    const entries = await tx
      .select({ ...chained, position: auditEntry.position, hash: auditEntry.hash })
      .from(auditEntry)
      .where(and(isNotNull(auditEntry.position), gt(auditEntry.position, position)))
      .orderBy(asc(auditEntry.position))
      .limit(batch);
    for (const entry of entries) {
      position += 1;
      if (entry.position !== position) return { ok: false, position, reason: `entry ${position} is missing` };
      hash = chainHash(hash, position, entry);
      if (!entry.hash || Buffer.compare(hash, entry.hash) !== 0)
        return {
          ok: false,
          position,
          reason: `entry ${position} (${entry.action}) was changed after it was sealed`,
        };
    }
    if (entries.length < batch) break;
  }
  const [waiting] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(auditEntry)
    .where(isNull(auditEntry.position));
  return {
    ok: true,
    sealed: position,
    unsealed: waiting?.count ?? 0,
    head: Buffer.from(hash).toString('hex'),
  };
}

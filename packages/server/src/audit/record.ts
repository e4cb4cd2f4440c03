import { auditEntry } from '../db/tables/operation.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import type { Actor } from '../permission/actor.ts';

export interface AuditRecord {
  actor: Actor;
  /** What was done, as `object.verb`: `session.start`, `member.role-change`. */
  action: string;
  objectType: string;
  objectId: string;
  /** What changed. Never an e-mail address, an IP address or a secret: the log is kept for ever. */
  content?: Record<string, unknown>;
}

/** Writes one entry in the caller's transaction. Nobody waits for anybody: the sealer chains the entries later. */
export async function recordAudit(tx: Tx, record: AuditRecord, now: Date): Promise<void> {
  const { actor } = record;
  await tx.insert(auditEntry).values({
    id: newId(now),
    at: now,
    actorId: actor.type === 'person' ? actor.id : null,
    actorKind: actor.type,
    action: record.action,
    objectType: record.objectType,
    objectId: record.objectId,
    content: record.content ?? {},
  });
}

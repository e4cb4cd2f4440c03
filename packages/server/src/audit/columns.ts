import { auditEntry } from '../db/tables/operation.ts';

/** The columns that the chain covers. */
export const chained = {
  id: auditEntry.id,
  at: auditEntry.at,
  actorId: auditEntry.actorId,
  actorKind: auditEntry.actorKind,
  action: auditEntry.action,
  objectType: auditEntry.objectType,
  objectId: auditEntry.objectId,
  content: auditEntry.content,
} as const;

import { createHash } from 'node:crypto';

/** An entry as the chain sees it. */
export interface ChainedEntry {
  id: string;
  at: Date;
  actorId: string | null;
  actorKind: string;
  action: string;
  objectType: string;
  objectId: string;
  content: unknown;
}

/** What the first entry is chained to. */
export const genesis: Uint8Array = new Uint8Array(32);

/** SHA-256 over the hash before, the position, and the entry in one canonical spelling. */
export function chainHash(previous: Uint8Array, position: number, entry: ChainedEntry): Uint8Array {
  const { id, at, actorId, actorKind, action, objectType, objectId, content } = entry;
  const spelled = canonical([
    position,
    id,
    at.toISOString(),
    actorId,
    actorKind,
    action,
    objectType,
    objectId,
    content,
  ]);
  return createHash('sha256').update(previous).update(spelled).digest();
}

/** JSON with sorted keys: jsonb keeps no order of its own. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`);
  return `{${pairs.join(',')}}`;
}

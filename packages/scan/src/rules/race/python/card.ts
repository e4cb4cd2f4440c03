import type { PyNode } from '../../python/syntax.ts';

/** What all rules about races in Python share: none can be sure. */
export const card = { confidence: 'review', kind: 'security', wants: ['python'] } as const;

/** Something that keeps others out while it is held. */
export const locked =
  /(\b|_)(lock|Lock|RLock|acquire|flock|lockf|FileLock|Semaphore|select_for_update|with_for_update|FOR UPDATE|for update|SERIALIZABLE|advisory_lock)\b/;

export const spanOf = ({ start, end }: PyNode): { start: number; end: number } => ({ start, end });

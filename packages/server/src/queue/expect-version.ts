import { Refusal } from '../refusal.ts';

/** Throws `stale` when the bug changed since the actor looked; null stands for "as it is now". */
export function expectVersion(bug: { name: string; version: number }, expected: number | null): void {
  if (expected === null || bug.version === expected) return;
  throw new Refusal(
    'stale',
    `${bug.name} was changed since you opened it. Look at what changed, then send yours again.`,
  );
}

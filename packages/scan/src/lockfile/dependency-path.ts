import type { Lock, LockedPackage } from './lock.ts';

/** For each package the shortest way from what the project asks for to it, both included. */
export function dependencyPaths(lock: Lock): (one: LockedPackage) => readonly LockedPackage[] {
  const byKey = new Map(lock.packages.map((one) => [one.key, one]));
  const before = new Map<string, string | null>();
  const roots = lock.roots.filter((key) => byKey.has(key));
  for (const key of roots) before.set(key, null);
  // Breadth first, so that the first way found is a shortest one; each package once, so that circles end.
  const queue = [...roots];
  for (let next = 0; next < queue.length; next++) {
    const key = queue[next] ?? '';
    for (const needed of byKey.get(key)?.needs ?? [])
      if (!before.has(needed) && byKey.has(needed)) {
        before.set(needed, key);
        queue.push(needed);
      }
  }
  return (one) => {
    const path: LockedPackage[] = [];
    for (let key: string | null | undefined = one.key; key != null; key = before.get(key) ?? null) {
      const step = byKey.get(key);
      if (step) path.unshift(step);
    }
    return path;
  };
}

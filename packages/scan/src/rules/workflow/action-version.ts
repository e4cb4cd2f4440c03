/**
 * Is a tag (`v4`, `4.1`, `v4.1.2`) in [from, before) whatever its owner moves it to? A tag that names less than three
 * parts leads to the newest of its kind, so `v4` is below 4.1.3 never, and below 5.0.0 always. Branches are not.
 */
export function satisfies(tag: string, from: string, before: string): boolean {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(tag);
  if (!match) return false;
  const newest = match.slice(1).map((part) => (part === undefined ? Number.MAX_SAFE_INTEGER : Number(part)));
  return compare(newest, partsOf(from)) >= 0 && compare(newest, partsOf(before)) < 0;
}

const partsOf = (version: string): number[] => version.split('.').map(Number);

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < 3; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

import { compareDigits } from './digits.ts';

export interface SemanticVersion {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
}

/**
 * A version of npm or Go, or null. More lenient than the standard, as registries once were: a leading `v` or `=`, and
 * any count of numbers. Build metadata (`+incompatible`) says nothing about order.
 */
export function parseSemanticVersion(text: string): SemanticVersion | null {
  const found = /^[\s=v]{0,4}(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]*)?\s*$/.exec(text);
  if (!found?.[1] || text.length > 256) return null;
  return { numbers: found[1].split('.'), prerelease: found[2]?.split('.') ?? [] };
}

/** Source: SemVer 2.0.0 §11. Missing numbers are zero. */
export function compareSemanticVersions(a: SemanticVersion, b: SemanticVersion): number {
  const length = Math.max(a.numbers.length, b.numbers.length);
  for (let i = 0; i < length; i++) {
    const order = compareDigits(a.numbers[i] ?? '0', b.numbers[i] ?? '0');
    if (order !== 0) return order;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i];
    const right = b[i];
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    const order = compareIdentifiers(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers before words. */
function compareIdentifiers(a: string, b: string): number {
  const left = /^\d+$/.test(a);
  const right = /^\d+$/.test(b);
  if (left && right) return compareDigits(a, b);
  if (left !== right) return left ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

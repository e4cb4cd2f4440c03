import type { Ecosystem } from '../lockfile/lock.ts';
import type { Affected, Span } from './advisory.ts';
import { compareVersions } from './version-order.ts';

/** Is this version one of those an advisory speaks of? Source: OSV schema, evaluation. */
export const isAffected = (ecosystem: Ecosystem, affected: Affected, version: string): boolean =>
  affected.versions.some((one) => isSame(ecosystem, one, version)) ||
  affected.spans.some((span) => isWithin(ecosystem, span, version));

/** Is every version bad, whichever is installed? */
export const affectsAll = ({ spans }: Affected): boolean =>
  spans.some(({ from, to }) => from === '0' && to === null);

/** The nearest version above this one that none of these advisories speaks of; null when none is known. */
export function nearestFix(ecosystem: Ecosystem, all: readonly Affected[], version: string): string | null {
  const fixes = all
    .flatMap(({ spans }) => spans)
    .flatMap(({ to }) => (to !== null && !to.inclusive ? [to.version] : []))
    .filter((fix) => (compareVersions(ecosystem, fix, version) ?? 0) > 0)
    .sort((a, b) => compareVersions(ecosystem, a, b) ?? 0);
  return fixes.find((fix) => !all.some((one) => isAffected(ecosystem, one, fix))) ?? null;
}

function isWithin(ecosystem: Ecosystem, { from, to }: Span, version: string): boolean {
  const start = compareVersions(ecosystem, version, from);
  if (start === null || start < 0) return false;
  if (to === null) return true;
  const end = compareVersions(ecosystem, version, to.version);
  // What PEP 440 knows no order for (`2004d`) comes before all that it orders, as pip once held.
  if (end === null) return ecosystem === 'PyPI' && from === '0';
  return end < 0 || (to.inclusive && end === 0);
}

const isSame = (ecosystem: Ecosystem, a: string, b: string): boolean =>
  a === b || (ecosystem === 'PyPI' && compareVersions(ecosystem, a, b) === 0);

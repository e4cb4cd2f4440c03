import type { Ecosystem } from '../lockfile/lock.ts';
import { comparePythonVersions, parsePythonVersion } from './python-version.ts';
import { compareSemanticVersions, parseSemanticVersion } from './semantic-version.ts';

/** Below zero when `a` comes first, null when one of them is no version of this ecosystem. `0` comes before everything. */
export function compareVersions(ecosystem: Ecosystem, a: string, b: string): number | null {
  if (a === '0' || b === '0') return a === b ? 0 : a === '0' ? -1 : 1;
  if (ecosystem === 'PyPI') {
    const left = parsePythonVersion(a);
    const right = parsePythonVersion(b);
    return left && right && comparePythonVersions(left, right);
  }
  const left = parseSemanticVersion(a);
  const right = parseSemanticVersion(b);
  return left && right && compareSemanticVersions(left, right);
}

import { compareDigits } from './digits.ts';

export interface PythonVersion {
  readonly epoch: string;
  readonly release: readonly string[];
  /** `a`, `b` or `rc` with its number. */
  readonly pre: readonly [string, string] | null;
  readonly post: string | null;
  readonly dev: string | null;
  readonly local: readonly string[];
}

const form =
  /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(?:post|rev|r)[-_.]?(\d*))?(?:[-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/;

/** Null when it is none. Source: PEP 440, appendix B, in lower case as that normalises it. */
export function parsePythonVersion(text: string): PythonVersion | null {
  if (text.length > 256) return null;
  const lower = text.toLowerCase();
  const found = form.exec(lower);
  if (!found) return null;
  const [, epoch, release = '', letter, preNumber, dash, postNumber, devNumber, local] = found;
  return {
    epoch: epoch ?? '0',
    release: release.split('.'),
    pre: letter === undefined ? null : [phases[letter] ?? letter, preNumber || '0'],
    post: dash ?? (postNumber === undefined ? null : postNumber || '0'),
    dev: devNumber === undefined ? null : devNumber || '0',
    local: local?.split(/[-_.]/) ?? [],
  };
}

const phases: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

/** Source: PEP 440, summary of permitted suffixes and relative ordering. */
export function comparePythonVersions(a: PythonVersion, b: PythonVersion): number {
  return (
    compareDigits(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    comparePhases(a, b) ||
    compareAbsent(a.post, b.post, -1) ||
    compareAbsent(a.dev, b.dev, 1) ||
    compareLocals(a.local, b.local)
  );
}

function compareReleases(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = compareDigits(a[i] ?? '0', b[i] ?? '0');
    if (order !== 0) return order;
  }
  return 0;
}

/** 1.0.dev1 < 1.0a1 < 1.0rc1 < 1.0 */
function comparePhases(a: PythonVersion, b: PythonVersion): number {
  const order = phaseOf(a) - phaseOf(b);
  if (order !== 0 || a.pre === null || b.pre === null) return order;
  return compareDigits(a.pre[1], b.pre[1]);
}

function phaseOf({ pre, post, dev }: PythonVersion): number {
  if (pre !== null) return ['a', 'b', 'rc'].indexOf(pre[0]) + 1;
  return post === null && dev !== null ? 0 : 4;
}

/** A version without the part comes before (-1) or after (1) those with it. */
function compareAbsent(a: string | null, b: string | null, absent: -1 | 1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? absent : -absent;
  return compareDigits(a, b);
}

function compareLocals(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const left = a[i];
    const right = b[i];
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    const order = compareSegments(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers after words, here. */
function compareSegments(a: string, b: string): number {
  const left = /^\d+$/.test(a);
  const right = /^\d+$/.test(b);
  if (left && right) return compareDigits(a, b);
  if (left !== right) return left ? 1 : -1;
  return a < b ? -1 : Number(a > b);
}

import { createHash, createHmac } from 'node:crypto';
import { locationKey } from './location-key.ts';

/**
 * The ways to recognise a bug again, from the surest to the least sure, as machine sightings are matched. Severity,
 * title and text are never part of one.
 */
export const fingerprintSchemes = [
  'place',
  'url',
  'resource',
  'secret',
  'tool',
  'line',
  'context',
  'renamed',
  'package',
] as const;
export type FingerprintScheme = (typeof fingerprintSchemes)[number];

/** Only fingerprints of one scheme and one version are comparable. A bug has many. */
export interface Fingerprint {
  scheme: FingerprintScheme;
  version: number;
  /** SHA-256 as 64 hexadecimal digits. */
  value: string;
}

/** Raised when a scheme computes something else from the same input; old rows then only match old rows. */
export const fingerprintVersions: Readonly<Record<FingerprintScheme, number>> = {
  place: 1,
  url: 1,
  resource: 1,
  secret: 1,
  tool: 1,
  line: 1,
  context: 1,
  renamed: 1,
  package: 1,
};

/** What a hit is of. */
export interface ToolRule {
  tool: string;
  rule: string;
}

/** A rule that hit in a file. */
export interface RuleInFile extends ToolRule {
  /** Relative to the root of what was scanned; `\` and a leading `./` make no difference, upper and lower case do. */
  path: string;
}

/** A line of a file, counted from 1. */
export interface FileLine {
  lines: readonly string[];
  line: number;
}

/** The same rule at the same line and column (both from 1) of the same file. */
export const placeFingerprint = (at: RuleInFile, line: number, column: number): Fingerprint =>
  fingerprint('place', [...inFile(at), `${line}`, `${column}`]);

export interface RequestPlace {
  method: string;
  url: string;
  /** Of query, form or header; empty when the rule is of the whole address. */
  parameter: string;
}

/** The same rule at the same parameter of the same address, whatever the ids in its path and the values sent. */
export const urlFingerprint = (
  { tool, rule }: ToolRule,
  { method, url, parameter }: RequestPlace,
): Fingerprint =>
  fingerprint('url', [tool, rule, method.toUpperCase(), locationKey(url.replace(/[?#].*$/s, '')), parameter]);

/** The same rule at the same named piece of configuration, as `aws_s3_bucket.logs` or `Deployment/shop/web`. */
export const resourceFingerprint = ({ tool, rule }: ToolRule, resource: string): Fingerprint =>
  fingerprint('resource', [tool, rule, resource.trim()]);

/**
 * What the tool itself calls the hit. Tools reuse a value across rules and files, so it counts only with both. Null for
 * what tools write when they have none, which would make all their hits one bug.
 */
export function toolFingerprint(at: RuleInFile, value: string): Fingerprint | null {
  const text = value.trim();
  return meaningless.has(text.toLowerCase()) || /^[0-]+$/.test(text)
    ? null
    : fingerprint('tool', [...inFile(at), text]);
}

/**
 * The line's content, whatever its number and white space. `occurrence` counts the hits of one rule on equal lines of
 * one file from 1, so that twins stay apart. Null for a blank line or one that is not there.
 */
export function lineFingerprint(
  at: RuleInFile,
  { lines, line }: FileLine,
  occurrence = 1,
): Fingerprint | null {
  const content = contentOf(lines[line - 1]);
  return content === '' ? null : fingerprint('line', [...inFile(at), content, `${occurrence}`]);
}

/** How many lines above and below a line count as its context. */
export const contextReach = 3;

/** The line with its neighbours: tells equal lines apart by what stands around them. Null as for the line. */
export function contextFingerprint(at: RuleInFile, place: FileLine): Fingerprint | null {
  const context = contextOf(place);
  return context === null ? null : fingerprint('context', [...inFile(at), ...context]);
}

/** The line with its neighbours in any file: for a hit whose file has another name since. Null as for the line. */
export function renamedFingerprint({ tool, rule }: ToolRule, place: FileLine): Fingerprint | null {
  const context = contextOf(place);
  return context === null ? null : fingerprint('renamed', [tool, rule, ...context]);
}

/**
 * A leaked secret, wherever it moves. Keyed, because a short secret could be guessed from a plain hash: give the
 * instance's key, and never a line or context fingerprint of the line that holds it.
 */
export const secretFingerprint = (instanceKey: Uint8Array, rule: string, secret: string): Fingerprint => ({
  scheme: 'secret',
  version: fingerprintVersions.secret,
  value: createHmac('sha256', instanceKey)
    .update(framed(['secret', rule, secret]))
    .digest('hex'),
});

export interface VulnerablePackage {
  /** As in a package URL: `npm`, `pypi`, `golang`. */
  ecosystem: string;
  /** Without a version: an upgrade that does not help is the same bug. */
  name: string;
}

/**
 * One fingerprint for each name of the vulnerability (CVE, GHSA, …): tools know different names of one group, and one
 * in common is enough. Sorted, without repetition; empty without a name.
 */
export function packageFingerprints(
  aliases: readonly string[],
  { ecosystem, name }: VulnerablePackage,
): Fingerprint[] {
  const type = ecosystem.trim().toLowerCase();
  const names = new Set(aliases.map((alias) => alias.trim().toUpperCase()).filter((alias) => alias !== ''));
  return [...names].sort().map((alias) => fingerprint('package', [alias, type, packageName(type, name)]));
}

/** Semgrep writes the first one for people who are not signed in. */
const meaningless = new Set(['', 'requires login', 'none', 'null', 'n/a', 'unknown']);

const inFile = ({ tool, rule, path }: RuleInFile): string[] => [tool, rule, canonicalPath(path)];

const canonicalPath = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/^(\.\/)+/, '');

const contentOf = (line: string | undefined): string => (line ?? '').trim().replaceAll(/\s+/g, ' ');

function contextOf({ lines, line }: FileLine): string[] | null {
  const index = line - 1;
  if (contentOf(lines[index]) === '') return null;
  const offsets = Array.from({ length: 2 * contextReach + 1 }, (_, step) => step - contextReach);
  return offsets.map((offset) => contentOf(lines[index + offset]));
}

/** Source: package URL types; PyPI's names by PEP 503. */
const packageName = (type: string, name: string): string => {
  const text = name.trim();
  if (type === 'pypi') return text.toLowerCase().replaceAll(/[-_.]+/g, '-');
  return type === 'npm' ? text.toLowerCase() : text;
};

const fingerprint = (scheme: FingerprintScheme, parts: readonly string[]): Fingerprint => ({
  scheme,
  version: fingerprintVersions[scheme],
  value: createHash('sha256')
    .update(framed([scheme, ...parts]))
    .digest('hex'),
});

/** Each part after its length, so that no two lists of parts read the same. */
const framed = (parts: readonly string[]): string =>
  parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');

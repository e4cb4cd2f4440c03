import { isSeverity, type Severity } from '@bugheist/bug/severity';
import type { RuleLevel } from '../engine/rule-settings.ts';
import { didYouMean } from '../nearest.ts';
import type { ConfiguredSuppression } from '../suppress/configured.ts';
import { isDay } from '../suppress/day.ts';

/** What a project says about its own scans. `config.schema.json` describes the file. */
export interface Config {
  readonly exclude: readonly string[];
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly failOn: FailOn | null;
  readonly suppress: readonly ConfiguredSuppression[];
  readonly baseline: string | null;
  readonly maxFileBytes: number | null;
  readonly advisories: AdvisorySettings | null;
  /** Names of the project's own packages, which no public registry may serve. */
  readonly internalPackages: readonly string[];
  readonly minReleaseAgeDays: number;
}

/** A project's own advisory index. Only a key makes it trustworthy: whoever changes the project could change the file. */
export interface AdvisorySettings {
  /** Relative to the root; null: this machine's own index. */
  readonly index: string | null;
  /** Base64 of the Ed25519 public key that must have signed it. */
  readonly key: string;
}

export type FailOn = Severity;

export const emptyConfig: Config = {
  exclude: [],
  rules: {},
  failOn: null,
  suppress: [],
  baseline: null,
  maxFileBytes: null,
  advisories: null,
  internalPackages: [],
  minReleaseAgeDays: 3,
};

/** The configuration, an option or an argument is wrong: exit status 2. */
export class UsageError extends Error {
  readonly code = 'usage';
}

const keys = [
  '$schema',
  'exclude',
  'rules',
  'failOn',
  'suppress',
  'baseline',
  'maxFileMegabytes',
  'advisories',
  'internalPackages',
  'minReleaseAgeDays',
];

/** Parses the text of a configuration file. Throws UsageError naming the key, what it holds and what it should. */
export function parseConfig(text: string, file: string): Config {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const fields = objectAt(document, file, '');
  refuseUnknownKeys(fields, keys, file, '');
  return {
    exclude: listAt(fields['exclude'], file, 'exclude').map((one, i) => textAt(one, file, `exclude[${i}]`)),
    rules: rulesAt(fields['rules'], file),
    failOn: fields['failOn'] === undefined ? null : severityAt(fields['failOn'], file, 'failOn'),
    suppress: listAt(fields['suppress'], file, 'suppress').map((one, i) => suppressionAt(one, file, i)),
    baseline: fields['baseline'] === undefined ? null : textAt(fields['baseline'], file, 'baseline'),
    maxFileBytes: bytesAt(fields['maxFileMegabytes'], file),
    advisories: advisoriesAt(fields['advisories'], file),
    internalPackages: listAt(fields['internalPackages'], file, 'internalPackages').map((one, i) =>
      packageNameAt(one, file, `internalPackages[${i}]`),
    ),
    minReleaseAgeDays: daysAt(fields['minReleaseAgeDays'], file),
  };
}

function rulesAt(value: unknown, file: string): Record<string, RuleLevel> {
  const levels: Record<string, RuleLevel> = {};
  for (const [rule, level] of Object.entries(value === undefined ? {} : objectAt(value, file, 'rules'))) {
    const isLevel = level === 'on' || level === 'off' || (typeof level === 'string' && isSeverity(level));
    if (!isLevel)
      throw wrong(file, `rules["${rule}"]`, level, 'on, off, none, low, medium, high or critical');
    // Checked in the line above; TypeScript cannot carry the proof through a stored condition on unknown.
    levels[rule] = level as RuleLevel;
  }
  return levels;
}

function suppressionAt(value: unknown, file: string, index: number): ConfiguredSuppression {
  const at = `suppress[${index}]`;
  const fields = objectAt(value, file, at);
  refuseUnknownKeys(fields, ['rule', 'path', 'reason', 'until'], file, `${at}.`);
  const { rule, path, reason, until } = fields;
  if (reason === undefined) throw wrong(file, `${at}.reason`, reason, 'the reason why this is no danger');
  const day = until === undefined ? null : textAt(until, file, `${at}.until`);
  if (day !== null && !isDay(day)) throw wrong(file, `${at}.until`, day, 'a day like 2027-01-31');
  return {
    rule: textAt(rule, file, `${at}.rule`),
    path: path === undefined ? null : textAt(path, file, `${at}.path`),
    reason: textAt(reason, file, `${at}.reason`),
    until: day,
    file,
  };
}

function advisoriesAt(value: unknown, file: string): AdvisorySettings | null {
  if (value === undefined) return null;
  const fields = objectAt(value, file, 'advisories');
  refuseUnknownKeys(fields, ['index', 'key'], file, 'advisories.');
  const { index, key } = fields;
  const own = textAt(key, file, 'advisories.key');
  if (Buffer.from(own, 'base64').length !== 32)
    throw wrong(file, 'advisories.key', own, 'the 44 characters that bugheist scan db status shows');
  return { index: index === undefined ? null : textAt(index, file, 'advisories.index'), key: own };
}

function bytesAt(value: unknown, file: string): number | null {
  if (value === undefined) return null;
  if (typeof value !== 'number' || !(value > 0 && value <= 2000))
    throw wrong(file, 'maxFileMegabytes', value, 'a number above 0, at most 2000');
  return value * 1e6;
}

function packageNameAt(value: unknown, file: string, at: string): string {
  const name = textAt(value, file, at);
  if (!/^@?[\w./-]+\*?$/.test(name))
    throw wrong(file, at, name, 'a name, a scope like @acme or a beginning like acme-*');
  return name;
}

function daysAt(value: unknown, file: string): number {
  if (value === undefined) return emptyConfig.minReleaseAgeDays;
  if (typeof value !== 'number' || !(value >= 0 && value <= 365))
    throw wrong(file, 'minReleaseAgeDays', value, 'a number of days, at most 365');
  return value;
}

function severityAt(value: unknown, file: string, at: string): Severity {
  if (typeof value !== 'string' || !isSeverity(value))
    throw wrong(file, at, value, 'none, low, medium, high or critical');
  return value;
}

function objectAt(value: unknown, file: string, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(file, at || 'the document', value, 'an object');
  return { ...value };
}

function listAt(value: unknown, file: string, at: string): readonly unknown[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrong(file, at, value, 'a list');
  return value;
}

function textAt(value: unknown, file: string, at: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(file, at, value, 'a text');
  return value;
}

function refuseUnknownKeys(fields: object, known: readonly string[], file: string, at: string): void {
  const unknown = Object.keys(fields).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const meant = didYouMean(unknown, known) || `: the keys are ${known.join(', ')}`;
  throw new UsageError(`${file}: there is no key ${at}${unknown}${meant}`);
}

const wrong = (file: string, at: string, got: unknown, expected: string): UsageError =>
  new UsageError(
    `${file}: ${at} is ${got === undefined ? 'missing' : JSON.stringify(got)}, expected ${expected}`,
  );

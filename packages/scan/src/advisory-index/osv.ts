import { parseUnorderedVector } from '@bugheist/bug/cvss/parse';
import { scoreVector } from '@bugheist/bug/cvss/score';
import { isSeverity, type Severity } from '@bugheist/bug/severity';
import type { Ecosystem } from '../lockfile/lock.ts';
import { normalizedPythonName } from '../lockfile/python-name.ts';
import type { Affected, PackageAdvisory, Span } from './advisory.ts';
import { isAffected } from './affected.ts';
import { compareVersions } from './version-order.ts';

/** What an OSV document comes to. */
export interface OsvDocument {
  readonly id: string;
  /** Last change, ISO 8601; empty when missing. */
  readonly modified: string;
  /** None when it was withdrawn or speaks of no package of our ecosystems. */
  readonly advisories: readonly PackageAdvisory[];
}

/** Reads one OSV document; null when it is none. Strange parts are left out, never guessed. Source: OSV schema 1.7. */
export function readOsv(document: unknown): OsvDocument | null {
  const id = textIn(document, 'id');
  if (id === null || !/^[\w.:-]{3,80}$/.test(id)) return null;
  const modified = modifiedOf(document, id);
  if (textIn(document, 'withdrawn') !== null) return { id, modified, advisories: [] };
  const rating = ratingOf(document);
  const about = {
    id,
    aliases: listIn(document, 'aliases').filter(
      (one) => typeof one === 'string' && one.length <= 80,
    ) as string[],
    summary: summaryOf(document),
  };
  const byPackage = new Map<string, PackageAdvisory>();
  for (const part of listIn(document, 'affected')) {
    const ecosystem = ecosystemOf(textIn(fieldOf(part, 'package'), 'ecosystem'));
    const name = textIn(fieldOf(part, 'package'), 'name');
    if (ecosystem === null || name === null || name.length > 300 || /[\s\0]/.test(name)) continue;
    const affected = affectedIn(ecosystem, part);
    if (affected.spans.length + affected.versions.length === 0) continue;
    const own = ecosystem === 'PyPI' ? normalizedPythonName(name) : name;
    const key = `${ecosystem} ${own}`;
    const before = byPackage.get(key)?.advisory.affected;
    byPackage.set(key, {
      ecosystem,
      name: own,
      advisory: {
        ...about,
        ...(ratingOf(part).severity === null ? rating : ratingOf(part)),
        ...harmOf(id, weaknessesOf(document, part)),
        affected: before
          ? {
              spans: [...before.spans, ...affected.spans],
              versions: [...before.versions, ...affected.versions],
            }
          : affected,
      },
    });
  }
  return { id, modified, advisories: [...byPackage.values()] };
}

/** Some databases fill dates in only when they publish: until then it is the year one, and no earlier than the id says. */
function modifiedOf(document: unknown, id: string): string {
  const year = /^[A-Z]+-(20\d\d)-/.exec(id)?.[1];
  const dates = [
    textIn(document, 'modified'),
    textIn(document, 'published'),
    year === undefined ? null : `${year}-01-01T00:00:00Z`,
  ];
  return (
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? ''
  );
}

/** The package itself does harm: listed as malware, or CWE-506, embedded malicious code, which GitHub files it under. */
const harmOf = (id: string, weaknesses: readonly number[]) => ({
  weaknesses: id.startsWith('MAL-') && weaknesses.length === 0 ? [506] : weaknesses,
  malicious: id.startsWith('MAL-') || weaknesses.includes(506),
});

/** `npm`, `PyPI` or `Go`, perhaps with a suffix as OSV allows (`npm:private`), which is not the public registry. */
const ecosystemOf = (text: string | null): Ecosystem | null =>
  text === 'npm' || text === 'PyPI' || text === 'Go' ? text : null;

/** Vectors of CVSS outrank words; of several the newest version counts. */
function ratingOf(part: unknown): { score: number | null; severity: Severity | null } {
  const vectors = listIn(part, 'severity')
    .map((one) => textIn(one, 'score'))
    .filter((one) => one !== null)
    .sort()
    .reverse();
  for (const vector of vectors) {
    const parsed = parseUnorderedVector(vector);
    if (!parsed.ok) continue;
    const { overall, severity } = scoreVector(parsed.vector);
    return { score: overall, severity };
  }
  const word = textIn(fieldOf(part, 'database_specific'), 'severity')?.toLowerCase();
  const severity = word === 'moderate' ? 'medium' : word;
  return { score: null, severity: severity !== undefined && isSeverity(severity) ? severity : null };
}

function weaknessesOf(...parts: readonly unknown[]): number[] {
  const specific = parts.map((part) => fieldOf(part, 'database_specific'));
  const ids = specific.flatMap((one) => [
    ...listIn(one, 'cwe_ids'),
    ...listIn(one, 'cwes').map((cwe) => fieldOf(cwe, 'cweId')),
  ]);
  return [...new Set(ids.map((id) => Number(/^CWE-(\d{1,5})$/.exec(String(id))?.[1] ?? 0)))].filter(
    (id) => id > 0,
  );
}

const longestSummary = 120;

function summaryOf(document: unknown): string {
  const text = textIn(document, 'summary') ?? textIn(document, 'details')?.split('\n', 1)[0] ?? '';
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length > longestSummary ? `${plain.slice(0, longestSummary - 1)}…` : plain;
}

function affectedIn(ecosystem: Ecosystem, part: unknown): Affected {
  const spans = listIn(part, 'ranges')
    .filter((range) => textIn(range, 'type') !== 'GIT')
    .flatMap((range) => spansOf(ecosystem, listIn(range, 'events')));
  const named = listIn(part, 'versions').filter(
    (one): one is string => typeof one === 'string' && one !== '',
  );
  // Databases list every version that the ranges cover, too: only the others say something.
  const versions = named.filter((one) => !isAffected(ecosystem, { spans, versions: [] }, one));
  return { spans, versions };
}

interface Event {
  readonly kind: 'introduced' | 'fixed' | 'last_affected' | 'limit';
  readonly version: string;
}

/** The stretches of versions between events. Source: OSV schema, evaluation algorithm. */
function spansOf(ecosystem: Ecosystem, list: readonly unknown[]): Span[] {
  const events = list.flatMap((event): Event[] =>
    (['introduced', 'fixed', 'last_affected', 'limit'] as const).flatMap((kind) => {
      const version = textIn(event, kind);
      return version === null || version.length > 256 ? [] : [{ kind, version }];
    }),
  );
  const isOrdered = events.every(
    ({ version }) => version === '*' || compareVersions(ecosystem, version, version) === 0,
  );
  if (!isOrdered) return [];
  const order = (a: string, b: string) => compareVersions(ecosystem, a, b) ?? 0;
  const limits = events.filter(({ kind }) => kind === 'limit').map(({ version }) => version);
  const limit = limits.includes('*') ? undefined : limits.sort(order).at(-1);
  const spans: Span[] = [];
  let from: string | null = null;
  const turns = events.filter(({ kind }) => kind !== 'limit').sort((a, b) => order(a.version, b.version));
  for (const { kind, version } of turns) {
    if (kind === 'introduced') from ??= version;
    else if (from !== null) {
      spans.push({ from, to: { version, inclusive: kind === 'last_affected' } });
      from = null;
    }
  }
  if (from !== null) spans.push({ from, to: null });
  if (limit === undefined) return spans;
  return spans
    .filter(({ from }) => order(from, limit) < 0)
    .map((span) =>
      span.to === null || order(span.to.version, limit) >= 0
        ? { ...span, to: { version: limit, inclusive: false } }
        : span,
    );
}

function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function textIn(value: unknown, key: string): string | null {
  const field = fieldOf(value, key);
  return typeof field === 'string' ? field : null;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const field = fieldOf(value, key);
  return Array.isArray(field) ? field.slice(0, 100_000) : [];
}

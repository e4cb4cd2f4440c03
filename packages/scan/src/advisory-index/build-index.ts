import type { KeyObject } from 'node:crypto';
import { parse as parseYaml } from 'yaml';
import type { Ecosystem } from '../lockfile/lock.ts';
import type { Advisory, PackageAdvisory } from './advisory.ts';
import type { ArchivedDocument } from './archive.ts';
import { creditsFor } from './credits.ts';
import type { EcosystemCount } from './layout.ts';
import type { AdvisoryIndex } from './open-index.ts';
import { readOsv } from './osv.ts';
import { keyOf, lineOf } from './record.ts';
import { indexBytes } from './write-index.ts';
import { ZipFailure } from './zip.ts';

/** What the last build read, so that the next one reads only what changed. */
export interface BuildMemory {
  /** `built` of the index it belongs to. */
  readonly built: string;
  /** Stamps by path. */
  readonly stamps: ReadonlyMap<string, string>;
}

export interface Build {
  readonly bytes: Buffer;
  readonly memory: BuildMemory;
  readonly ecosystems: Partial<Record<Ecosystem, EcosystemCount>>;
  readonly read: number;
  readonly carried: number;
  /** Documents that could not be read, with the reason. */
  readonly skipped: readonly string[];
}

/** Builds an index of documents; those that `before` knows unchanged are carried over from its index. */
export function buildIndex(
  documents: Iterable<ArchivedDocument>,
  before: { readonly memory: BuildMemory; readonly index: AdvisoryIndex } | null,
  key: KeyObject,
  now: Date,
): Build {
  const known = before === null ? new Map<string, PackageAdvisory[]>() : advisoriesById(before.index);
  const byId = new Map<string, { modified: string; advisories: readonly PackageAdvisory[] }>();
  const stamps = new Map<string, string>();
  const skipped: string[] = [];
  const newest = newestOf(before?.index ?? null);
  let read = 0;
  let carried = 0;
  for (const document of documents) {
    const id = /[^/!]*$/.exec(document.path)?.[0].replace(/\.\w+$/, '') ?? '';
    if (before?.memory.stamps.get(document.path) === document.stamp) {
      const advisories = known.get(id);
      if (advisories && !byId.has(id)) byId.set(id, { modified: '', advisories });
      stamps.set(document.path, document.stamp);
      carried++;
      continue;
    }
    const osv = readDocument(document, skipped);
    if (osv === null) continue;
    read++;
    // Only a document named by its id can be found again in the index.
    if (osv.id === id) stamps.set(document.path, document.stamp);
    const other = byId.get(osv.id);
    if (!other || other.modified < osv.modified) byId.set(osv.id, osv);
    for (const { ecosystem } of osv.advisories)
      if (osv.modified > (newest.get(ecosystem) ?? '')) newest.set(ecosystem, osv.modified);
  }
  const built = now.toISOString();
  const all = [...byId.values()].flatMap(({ advisories }) => advisories);
  const ecosystems = countsOf(all, newest);
  const sources = creditsFor(
    [...byId].flatMap(([id, { advisories }]) => (advisories.length > 0 ? [id] : [])),
  );
  return {
    bytes: indexBytes(linesOf(all), { built, sources, ecosystems }, key),
    memory: { built, stamps },
    ecosystems,
    read,
    carried,
    skipped,
  };
}

function readDocument(document: ArchivedDocument, skipped: string[]) {
  try {
    const text = document.content().toString('utf8');
    const osv = readOsv(
      /\.json$/.test(document.path) ? JSON.parse(text) : parseYaml(text, { maxAliasCount: 0 }),
    );
    if (osv === null) skipped.push(`${document.path}: no OSV document`);
    return osv;
  } catch (error) {
    // Broken text, or an archive that lies about a document: the others still count.
    if (!(error instanceof SyntaxError || error instanceof ZipFailure || isYamlError(error))) throw error;
    skipped.push(`${document.path}: ${error.message.split('\n', 1)[0]}`);
    return null;
  }
}

/** The parser throws errors of its own, and a ReferenceError for too many aliases. */
const isYamlError = (error: unknown): error is Error =>
  error instanceof ReferenceError || (error instanceof Error && /^YAML/.test(error.name));

function advisoriesById(index: AdvisoryIndex): Map<string, PackageAdvisory[]> {
  const found = new Map<string, PackageAdvisory[]>();
  for (const { key, advisories } of index.all()) {
    const colon = key.indexOf(':');
    // Keys are made by keyOf, of nothing but our ecosystems.
    const ecosystem = key.slice(0, colon) as Ecosystem;
    for (const advisory of advisories) {
      const one = { ecosystem, name: key.slice(colon + 1), advisory };
      const others = found.get(advisory.id);
      if (others) others.push(one);
      else found.set(advisory.id, [one]);
    }
  }
  return found;
}

function newestOf(index: AdvisoryIndex | null): Map<Ecosystem, string> {
  const newest = new Map<Ecosystem, string>();
  for (const ecosystem of ['npm', 'PyPI', 'Go'] as const) {
    const count = index?.header.ecosystems[ecosystem];
    if (count) newest.set(ecosystem, count.newest);
  }
  return newest;
}

function countsOf(
  all: readonly PackageAdvisory[],
  newest: ReadonlyMap<Ecosystem, string>,
): Partial<Record<Ecosystem, EcosystemCount>> {
  const counts: Partial<Record<Ecosystem, EcosystemCount>> = {};
  for (const [ecosystem, own] of Map.groupBy(all, (one) => one.ecosystem))
    counts[ecosystem] = {
      packages: new Set(own.map(({ name }) => name)).size,
      advisories: new Set(own.map(({ advisory }) => advisory.id)).size,
      malicious: new Set(own.flatMap(({ advisory }) => (advisory.malicious ? [advisory.id] : []))).size,
      newest: newest.get(ecosystem) ?? '',
    };
  return counts;
}

function linesOf(all: readonly PackageAdvisory[]): { key: string; line: string }[] {
  const byKey = new Map<string, Advisory[]>();
  for (const { ecosystem, name, advisory } of all) {
    const key = keyOf(ecosystem, name);
    const others = byKey.get(key);
    if (others) others.push(advisory);
    else byKey.set(key, [advisory]);
  }
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, advisories]) => ({
      key,
      line: lineOf(
        key,
        advisories.sort((a, b) => (a.id < b.id ? -1 : 1)),
      ),
    }));
}

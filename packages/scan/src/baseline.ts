import { UsageError } from './config/config.ts';
import type { Hit } from './engine/hit.ts';
import type { RawHit } from './engine/outcome.ts';

/** A hit that was there when the baseline was written. */
export interface KnownHit {
  readonly rule: string;
  readonly path: string;
  /** `scheme/version:value`; one in common is enough. */
  readonly fingerprints: readonly string[];
}

const schema = 'bugheist-baseline/1';

/** The text of a baseline that knows these hits. Sorted, so that two of them compare line by line. */
export function writeBaseline(hits: readonly Hit[]): string {
  const known = hits
    .map((hit) => ({ rule: hit.ruleId, path: hit.path, fingerprints: printsOf(hit) }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return `${JSON.stringify({ schema, known }, null, 1)}\n`;
}

/** Throws UsageError when the text is no baseline. */
export function readBaseline(text: string, file: string): KnownHit[] {
  const document = parsed(text, file);
  const isBaseline = typeof document === 'object' && document !== null && 'known' in document;
  if (!isBaseline || !('schema' in document) || document.schema !== schema || !Array.isArray(document.known))
    throw new UsageError(`${file} is no baseline of this version: write one with --write-baseline ${file}`);
  return document.known.filter(isKnownHit);
}

/** The hits that the baseline does not know. Each of its entries knows one: a second hit like it is new. */
export function newSince(baseline: readonly KnownHit[], hits: readonly RawHit[]): RawHit[] {
  const byPrint = new Map<string, Set<KnownHit>>();
  for (const known of baseline)
    for (const print of known.fingerprints)
      byPrint.set(`${known.rule} ${print}`, (byPrint.get(`${known.rule} ${print}`) ?? new Set()).add(known));
  const used = new Set<KnownHit>();
  return hits.filter(({ hit }) => {
    const entries = printsOf(hit).flatMap((print) => [...(byPrint.get(`${hit.ruleId} ${print}`) ?? [])]);
    const entry = entries.find((one) => !used.has(one));
    if (entry) used.add(entry);
    return entry === undefined;
  });
}

/** From the surest to the least sure; without `place`, which says nothing once lines have moved. */
const schemes = ['secret', 'package', 'url', 'resource', 'tool', 'line', 'context', 'renamed'] as const;

const printsOf = ({ fingerprints }: Hit): string[] =>
  schemes.flatMap((wanted) =>
    fingerprints
      .filter(({ scheme }) => scheme === wanted)
      .map(({ scheme, version, value }) => `${scheme}/${version}:${value.slice(0, 32)}`),
  );

const sortKey = ({ path, rule, fingerprints }: KnownHit): string => [path, rule, ...fingerprints].join('\0');

const isKnownHit = (value: unknown): value is KnownHit =>
  typeof value === 'object' &&
  value !== null &&
  'rule' in value &&
  'fingerprints' in value &&
  Array.isArray(value.fingerprints);

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

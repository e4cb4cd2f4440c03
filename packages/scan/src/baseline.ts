import { UsageError } from './config/config.ts';
import type { Hit } from './engine/hit.ts';
import type { RawHit } from './engine/outcome.ts';

/** How often each hit was there when the baseline was written, by identity. */
export type Baseline = ReadonlyMap<string, number>;

const schema = 'bugheist-baseline/1';

/** The text of a baseline that knows these hits. Sorted, so that two of them compare line by line. */
export function writeBaseline(hits: readonly Hit[]): string {
  const known = Object.entries(countsOf(hits)).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ schema, known: Object.fromEntries(known) }, null, 2)}\n`;
}

/** Throws UsageError when the text is no baseline. */
export function readBaseline(text: string, file: string): Baseline {
  const document = parsed(text, file);
  const isBaseline = typeof document === 'object' && document !== null && 'known' in document;
  if (!isBaseline || !('schema' in document) || document.schema !== schema)
    throw new UsageError(`${file} is no baseline of this version: write one with --write-baseline ${file}`);
  const known: unknown = document.known;
  const entries = typeof known === 'object' && known !== null ? Object.entries(known) : [];
  return new Map(entries.map(([identity, count]) => [identity, Number(count)]));
}

/** The hits that the baseline does not know. A hit more than it counted is new. */
export function newSince(baseline: Baseline, hits: readonly RawHit[]): RawHit[] {
  const left = new Map(baseline);
  return hits.filter(({ hit }) => {
    const identity = identityOf(hit);
    const count = left.get(identity) ?? 0;
    if (count <= 0) return true;
    left.set(identity, count - 1);
    return false;
  });
}

function countsOf(hits: readonly Hit[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const hit of hits) counts[identityOf(hit)] = (counts[identityOf(hit)] ?? 0) + 1;
  return counts;
}

/** Without path and line, so that moved code and renamed files stay known. */
function identityOf({ ruleId, fingerprints }: Hit): string {
  const print = fingerprints['identity/1'] ?? fingerprints['line/1'] ?? '';
  return `${ruleId} ${print}`;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

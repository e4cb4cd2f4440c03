import { severities } from '@bugheist/bug/severity';
import type { Ecosystem } from '../lockfile/lock.ts';
import type { Advisory, Span } from './advisory.ts';

export const keyOf = (ecosystem: Ecosystem, name: string): string => `${ecosystem}:${name}`;

/** One line of a block: the key, a tab, and a JSON list of short lists, one an advisory. Keys hold no control characters. */
export const lineOf = (key: string, advisories: readonly Advisory[]): string =>
  `${key}\t${JSON.stringify(advisories.map(shortOf))}\n`;

export function advisoriesIn(line: string): { readonly key: string; readonly advisories: Advisory[] } {
  const tab = line.indexOf('\t');
  const lists: unknown = JSON.parse(line.slice(tab + 1));
  return { key: line.slice(0, tab), advisories: Array.isArray(lists) ? lists.map(fullOf) : [] };
}

type Short = readonly [
  id: string,
  /** Flat: from, how it ends (0: never, 1: before, 2: with), the version it ends at. */
  spans: readonly (string | number)[],
  versions: readonly string[],
  malicious: 0 | 1,
  severity: number,
  score: number,
  aliases: readonly string[],
  weaknesses: readonly number[],
  summary: string,
];

function shortOf(advisory: Advisory): unknown[] {
  const { id, aliases, summary, severity, score, weaknesses, malicious, affected } = advisory;
  const short: Short = [
    id,
    affected.spans.flatMap(flatSpan),
    affected.versions,
    malicious ? 1 : 0,
    severity === null ? -1 : severities.indexOf(severity),
    score ?? -1,
    aliases,
    weaknesses,
    // That of malware says that it is malware.
    malicious ? '' : summary,
  ];
  return trimmed(short);
}

/** Without what stands at its end and is as good as missing. */
function trimmed(short: Short): unknown[] {
  const list: unknown[] = [...short];
  while (list.length > 2 && isMissing(list.at(-1))) list.pop();
  return list;
}

const isMissing = (value: unknown): boolean =>
  value === '' || value === -1 || (Array.isArray(value) && value.length === 0);

/** The index is signed, but what it was built from is not: a record of another shape is an empty one. */
function fullOf(list: unknown): Advisory {
  const at = (index: number): unknown => (Array.isArray(list) ? list[index] : undefined);
  const score = Number(at(5) ?? -1);
  return {
    id: String(at(0) ?? ''),
    aliases: texts(at(6)),
    summary: String(at(8) ?? ''),
    severity: severities[Number(at(4) ?? -1)] ?? null,
    score: score < 0 ? null : score,
    weaknesses: texts(at(7)).map(Number),
    malicious: at(3) === 1,
    affected: { spans: spansIn(at(1)), versions: texts(at(2)) },
  };
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function flatSpan({ from, to }: Span): (string | number)[] {
  if (to === null) return [from, 0];
  return [from, to.inclusive ? 2 : 1, to.version];
}

function spansIn(value: unknown): Span[] {
  const flat: readonly unknown[] = Array.isArray(value) ? value : [];
  const spans: Span[] = [];
  for (let at = 0; at + 1 < flat.length; ) {
    const end = flat[at + 1];
    const to = end === 0 ? null : { version: String(flat[at + 2]), inclusive: end === 2 };
    spans.push({ from: String(flat[at]), to });
    at += end === 0 ? 2 : 3;
  }
  return spans;
}

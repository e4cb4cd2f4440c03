import { cweLines } from './weakness.generated.ts';

/** Whether CWE wants a bug mapped to a weakness: `discouraged` ones are too general, `prohibited` ones no cause. */
export type WeaknessUsage = 'allowed' | 'review' | 'discouraged' | 'prohibited';

export interface Weakness {
  /** As in `CWE-79`. */
  id: string;
  number: number;
  name: string;
  usage: WeaknessUsage;
}

/** `CWE-79`, `cwe-79` or `79` as a number, or null for anything else. The weakness need not exist. */
export function parseWeaknessId(text: string): number | null {
  const digits = /^\s*(?:cwe-)?([1-9]\d{0,4})\s*$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The weakness with that number or id, or null when CWE has none or has withdrawn it. Categories are none. */
export function findWeakness(id: number | string): Weakness | null {
  const number = typeof id === 'number' ? id : parseWeaknessId(id);
  return number === null ? null : (byNumber.get(number) ?? null);
}

/**
 * Weaknesses to offer while somebody types, the likeliest first: that number, numbers beginning so, then names in
 * which every word typed begins a word. Without text, the commonest. Prohibited ones are never offered.
 */
export function searchWeaknesses(text: string, limit: number): Weakness[] {
  const query = text.trim().toLowerCase();
  if (query === '') return commonest.slice(0, limit);
  const digits = /^(?:cwe)?[-\s]*(\d{1,5})$/.exec(query)?.[1];
  const found = digits === undefined ? searchNames(wordsOf(query)) : searchNumbers(digits);
  return found.slice(0, limit);
}

const usages: Readonly<Record<string, WeaknessUsage>> = {
  a: 'allowed',
  r: 'review',
  d: 'discouraged',
  p: 'prohibited',
};

const byNumber: ReadonlyMap<number, Weakness> = new Map(
  cweLines
    .trim()
    .split('\n')
    .map((line) => {
      const [, digits = '', letter = '', name = ''] = /^(\d+) (\w) (.+)$/.exec(line) ?? [];
      const usage = usages[letter];
      if (usage === undefined)
        throw new Error(`Expected number, usage and name of a weakness, came "${line}".`);
      const number = Number(digits);
      return [number, { id: `CWE-${number}`, number, name, usage }];
    }),
);

/** Source: CWE Top 25 Most Dangerous Software Weaknesses, 2025, in its order. */
const commonest: readonly Weakness[] = [
  79, 89, 352, 862, 787, 22, 416, 125, 78, 94, 120, 434, 476, 121, 502, 122, 863, 20, 284, 200, 306, 918, 77,
  639, 770,
].flatMap((number) => byNumber.get(number) ?? []);

interface Entry {
  weakness: Weakness;
  words: readonly string[];
  /** 0 for the commonest, then up: what decides between equally good matches. */
  rank: number;
}

/** What people type for weaknesses whose names do not contain it. */
const nicknames: Readonly<Record<number, string>> = {
  22: 'directory traversal lfi',
  78: 'rce shell injection',
  79: 'xss',
  89: 'sqli',
  94: 'rce',
  113: 'crlf http response splitting header injection',
  120: 'overflow bof',
  200: 'information disclosure leak',
  287: 'auth authentication bypass',
  290: 'spoofing authentication bypass',
  307: 'brute force rate limit',
  327: 'weak crypto',
  352: 'csrf xsrf',
  362: 'race condition toctou',
  384: 'session fixation',
  434: 'file upload',
  502: 'insecure deserialization',
  601: 'open redirect',
  611: 'xxe',
  639: 'idor bola',
  770: 'dos rate limit',
  798: 'hardcoded secret password key',
  862: 'bola bfla access control',
  863: 'access control',
  918: 'ssrf',
  943: 'nosql injection',
  1021: 'clickjacking',
  1321: 'prototype pollution',
  1333: 'redos regex denial of service dos',
  1336: 'ssti template injection',
};

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const entries: readonly Entry[] = [...byNumber.values()]
  .filter(({ usage }) => usage !== 'prohibited')
  .map((weakness) => {
    const place = commonest.indexOf(weakness);
    return {
      weakness,
      words: wordsOf(`${weakness.name} ${nicknames[weakness.number] ?? ''}`),
      rank: place === -1 ? commonest.length + weakness.number : place,
    };
  })
  .sort((one, other) => one.rank - other.rank);

const searchNumbers = (digits: string): Weakness[] =>
  entries
    .filter(({ weakness }) => `${weakness.number}`.startsWith(`${Number(digits)}`))
    .map(({ weakness }) => weakness)
    .sort((one, other) => one.number - other.number);

/** Matches in which the words typed are whole words come first; among equals the commoner, then the older. */
function searchNames(typed: readonly string[]): Weakness[] {
  if (typed.length === 0) return [];
  const matching = entries.filter(({ words }) =>
    typed.every((part) => words.some((word) => word.startsWith(part))),
  );
  const isWhole = ({ words }: Entry): boolean => typed.every((part) => words.includes(part));
  return [...matching.filter(isWhole), ...matching.filter((entry) => !isWhole(entry))].map(
    ({ weakness }) => weakness,
  );
}

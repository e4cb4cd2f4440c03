import type { PlaceOf } from '../../geography/place.ts';
import { parseAddress } from '../../logs/address.ts';
import { AddressRanges, parseRange } from '../../logs/address-range.ts';
import { parseDuration } from '../duration.ts';
import { goPattern, matchesPattern } from './pattern.ts';

/** What an expression computes with. Times are milliseconds, as are durations. */
export type Value = string | number | boolean | null | readonly Value[] | object;

/** What scenarios may look up beside the event. */
export interface DataFiles {
  /** A list by file name, one entry a line. */
  readonly linesOf: (name: string) => readonly string[];
  /** Where an address is; null when the operator has no such data. */
  readonly placeOf: PlaceOf | null;
}

export type Call = (args: readonly Value[], files: DataFiles) => Value;

export function asText(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

export function asNumber(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isNaN(number) ? 0 : number;
}

export function asList(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** CrowdSec's helpers that its scenarios for web and ssh use, and their neighbours. Source: CrowdSec docs, "Expressions helpers". */
export const functions: Readonly<Record<string, Call>> = {
  Upper: ([text]) => asText(text).toUpperCase(),
  Lower: ([text]) => asText(text).toLowerCase(),
  upper: ([text]) => asText(text).toUpperCase(),
  lower: ([text]) => asText(text).toLowerCase(),
  TrimSpace: ([text]) => asText(text).trim(),
  trim: ([text]) => asText(text).trim(),
  TrimPrefix: ([text, prefix]) => without(asText(text), asText(prefix), ''),
  TrimSuffix: ([text, suffix]) => without(asText(text), '', asText(suffix)),
  trimPrefix: ([text, prefix]) => without(asText(text), asText(prefix), ''),
  trimSuffix: ([text, suffix]) => without(asText(text), '', asText(suffix)),
  Replace: ([text, from, to]) => asText(text).replaceAll(asText(from), () => asText(to)),
  replace: ([text, from, to]) => asText(text).replaceAll(asText(from), () => asText(to)),
  Split: ([text, by]) => asText(text).split(asText(by)),
  split: ([text, by]) => asText(text).split(asText(by)),
  Join: ([list, by]) => asList(list).map(asText).join(asText(by)),
  join: ([list, by]) => asList(list).map(asText).join(asText(by)),
  hasPrefix: ([text, prefix]) => asText(text).startsWith(asText(prefix)),
  hasSuffix: ([text, suffix]) => asText(text).endsWith(asText(suffix)),
  indexOf: ([text, part]) => asText(text).indexOf(asText(part)),
  lastIndexOf: ([text, part]) => asText(text).lastIndexOf(asText(part)),
  len: ([value]) => (Array.isArray(value) ? value.length : Buffer.byteLength(asText(value))),
  int: ([value]) => Math.trunc(asNumber(value)),
  float: ([value]) => asNumber(value),
  string: ([value]) => asText(value),
  abs: ([value]) => Math.abs(asNumber(value)),
  max: (args) => Math.max(...args.map(asNumber)),
  min: (args) => Math.min(...args.map(asNumber)),
  first: ([list]) => asList(list)[0] ?? null,
  last: ([list]) => asList(list)[asList(list).length - 1] ?? null,
  PathUnescape: ([text]) => unescapePercent(asText(text), false),
  QueryUnescape: ([text]) => unescapePercent(asText(text), true),
  JsonExtract: ([text, path]) => jsonPath(asText(text), asText(path)),
  duration: ([text]) => parseDuration(asText(text)) ?? 0,
  MedianInterval: ([times]) => medianInterval(asList(times).map(asNumber)),
  AverageInterval: ([times]) => averageInterval(asList(times).map(asNumber)),
  Distance: ([lat1, lon1, lat2, lon2]) =>
    distanceKm(asNumber(lat1), asNumber(lon1), asNumber(lat2), asNumber(lon2)),
  IsIPV4: ([text]) => asText(text).includes('.') && parseAddress(asText(text)) !== null,
  IsIPV6: ([text]) => asText(text).includes(':') && parseAddress(asText(text)) !== null,
  IsIP: ([text]) => parseAddress(asText(text)) !== null,
  IpInRange: ([ip, range]) => inRange(asText(ip), asText(range)),
  File: ([name], files) => files.linesOf(asText(name)),
  RegexpInFile: ([text, name], files) =>
    files.linesOf(asText(name)).some((line) => matchesPattern(goPattern(line), asText(text))),
  LookupFile: ([text, name], files) => lookUp(asText(text), files.linesOf(asText(name))),
};

function without(text: string, prefix: string, suffix: string): string {
  const head = prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text;
  return suffix !== '' && head.endsWith(suffix) ? head.slice(0, -suffix.length) : head;
}

/** Go's url.PathUnescape and QueryUnescape, which give the text back when it isn't properly escaped. */
function unescapePercent(text: string, plusIsSpace: boolean): string {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return text;
  const spaced = plusIsSpace ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  const bytes = Buffer.from(
    Buffer.from(spaced, 'utf8')
      .toString('latin1')
      .replaceAll(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return bytes.toString('utf8');
}

function jsonPath(text: string, path: string): Value {
  try {
    let value: unknown = JSON.parse(text);
    for (const key of path.split('.'))
      value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  } catch (error) {
    if (error instanceof SyntaxError) return '';
    throw error;
  }
}

/** Each line of a map file is `{"pattern", "tag"}`: the tag of the first whose pattern equals or is found in the text. */
function lookUp(text: string, lines: readonly string[]): string {
  for (const line of lines) {
    const pattern = asText(jsonPath(line, 'pattern'));
    const type = asText(jsonPath(line, 'type'));
    if (pattern === '') continue;
    const hit =
      type === 'regex'
        ? matchesPattern(goPattern(pattern), text)
        : type === 'contains'
          ? text.includes(pattern)
          : text === pattern;
    if (hit) return asText(jsonPath(line, 'tag'));
  }
  return '';
}

function intervals(times: readonly number[]): number[] {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.slice(1).map((time, index) => time - (sorted[index] ?? time));
}

function medianInterval(times: readonly number[]): number {
  const gaps = intervals(times).toSorted((a, b) => a - b);
  const middle = Math.floor(gaps.length / 2);
  if (gaps.length === 0) return 0;
  return gaps.length % 2 === 1 ? (gaps[middle] ?? 0) : ((gaps[middle - 1] ?? 0) + (gaps[middle] ?? 0)) / 2;
}

function averageInterval(times: readonly number[]): number {
  const gaps = intervals(times);
  return gaps.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/** Great-circle distance; 0 when a coordinate is missing, which is never travel. */
function distanceKm(lat1: number, lon1: number, lat2: number, lon2: number): number {
  if ((lat1 === 0 && lon1 === 0) || (lat2 === 0 && lon2 === 0)) return 0;
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const a =
    Math.sin(radians(lat2 - lat1) / 2) ** 2 +
    Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 12742 * Math.asin(Math.sqrt(a));
}

const rangeSets = new Map<string, AddressRanges>();

function inRange(ip: string, text: string): boolean {
  const address = parseAddress(ip);
  const range = parseRange(text);
  if (address === null || range === null) return false;
  const known = rangeSets.get(text) ?? new AddressRanges([range]);
  if (rangeSets.size < 1024) rangeSets.set(text, known);
  return known.has(address);
}

import { type CvssVector, type CvssVersion, cvssVersions, isRequired, type Metric } from './metric.ts';
import { findMetric, metricTable } from './metric-tables.ts';
import {
  type CvssRefusal,
  duplicateMetric,
  missingMetric,
  outOfOrder,
  quote,
  refuse,
  unknownMetric,
  unknownValue,
} from './refusal.ts';

export type ParsedVector = { ok: true; vector: CvssVector } | CvssRefusal;

/** Every metric of the longest vector (4.0, complete) fits twice. */
const maxLength = 500;

/**
 * A vector exactly as its standard writes it: 3.x and 4.0 with their prefix, 2.0 without one and without parentheses,
 * 2.0 and 4.0 in the order of their tables, 3.x in any order, every base metric once, no metric twice.
 * Source: CVSS 2.0 guide §2.4, CVSS 3.1 §6, CVSS 4.0 §7.
 */
export function parseVector(text: string): ParsedVector {
  return parse(text, { anyOrder: false });
}

/** As `parseVector`, but metrics may stand in any order: for scoring 4.0 vectors of tools that do not sort them. */
export function parseUnorderedVector(text: string): ParsedVector {
  return parse(text, { anyOrder: true });
}

/**
 * The vector of a filled-in form: values by metric key. Empty strings and "not defined" count as not chosen;
 * keys the version does not have are refused.
 */
export function vectorFromChoices(
  version: CvssVersion,
  choices: Readonly<Record<string, string>>,
): ParsedVector {
  const chosen = Object.entries(choices).filter(([, value]) => value !== '');
  return parseMetrics(
    version,
    chosen.map(([key, value]) => `${key}:${value}`),
    { anyOrder: true },
  );
}

interface Reading {
  anyOrder: boolean;
}

function parse(text: string, reading: Reading): ParsedVector {
  if (text === '')
    return refuse(
      'empty',
      'Expected a CVSS vector, came nothing. Write one, as in AV:N/AC:L/Au:N/C:P/I:P/A:P.',
    );
  if (text.length > maxLength)
    return refuse(
      'too-long',
      `Expected at most ${maxLength} characters, came ${text.length}. Write each metric once and nothing else.`,
    );
  const parts = text.split('/');
  const [head = ''] = parts;
  if (!/^cvss:/i.test(head)) return parseWithoutPrefix(parts, reading);
  const version = cvssVersions.find((known) => head === `CVSS:${known}`);
  if (version === undefined)
    return refuse(
      'unknown-version',
      `Expected CVSS:3.0, CVSS:3.1 or CVSS:4.0 at the beginning, came ${quote(head)}. Write the version the vector was made for.`,
    );
  if (version === '2.0')
    return refuse(
      'wrong-prefix',
      'Expected a CVSS 2.0 vector without a prefix, came "CVSS:2.0". Leave "CVSS:2.0/" out.',
    );
  return parseMetrics(version, parts.slice(1), reading);
}

function parseWithoutPrefix(parts: readonly string[], reading: Reading): ParsedVector {
  const foreign = parts.map((part) => part.split(':')[0] ?? '').filter((key) => !knows('2.0', key));
  const meant = foreign.some((key) => knows('4.0', key) && !knows('3.1', key))
    ? '4.0'
    : foreign.some((key) => knows('3.1', key)) && '3.1';
  if (!meant) return parseMetrics('2.0', parts, reading);
  return refuse(
    'missing-prefix',
    `Expected the version at the beginning, came ${quote(parts[0] ?? '')}. Write "CVSS:${meant}/" before it.`,
  );
}

const knows = (version: CvssVersion, key: string): boolean => findMetric(version, key) !== null;

function parseMetrics(version: CvssVersion, parts: readonly string[], reading: Reading): ParsedVector {
  const { metrics: known, notDefined, ordered } = metricTable(version);
  const given = new Map<Metric, string>();
  let last: Metric | null = null;
  for (const part of parts) {
    const read = readPart(version, part);
    if ('ok' in read) return read;
    const { metric, value } = read;
    if (given.has(metric)) return duplicateMetric(metric, part);
    if (ordered && !reading.anyOrder && last !== null && known.indexOf(metric) < known.indexOf(last))
      return outOfOrder(version, metric, last);
    given.set(metric, value);
    last = metric;
  }
  const missing = known.filter((metric) => isRequired(metric) && !given.has(metric));
  const [first] = missing;
  if (first !== undefined) return missingMetric(version, first, missing);
  // In the order of the table, whatever order they came in: two equal vectors are equal objects, key by key.
  const defined = known.flatMap((metric): [string, string][] => {
    const value = given.get(metric);
    return value === undefined || value === notDefined ? [] : [[metric.key, value]];
  });
  return { ok: true, vector: { version, metrics: Object.fromEntries(defined) } };
}

function readPart(version: CvssVersion, part: string): { metric: Metric; value: string } | CvssRefusal {
  const [, key, value] = /^([a-z]+):([a-z]+)$/i.exec(part) ?? [];
  if (key === undefined || value === undefined)
    return refuse(
      'malformed',
      `Expected METRIC:VALUE between slashes, came ${quote(part)}. Write the vector as in AV:N/AC:L, without parentheses, spaces or a slash at the end.`,
    );
  const metric = findMetric(version, key);
  if (metric === null) return unknownMetric(version, key);
  if (!metric.values.some((known) => known.key === value)) return unknownValue(metric, value);
  return { metric, value };
}

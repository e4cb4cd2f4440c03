import type { CvssVersion, Metric } from './metric.ts';
import { metricTable } from './metric-tables.ts';

export type CvssRefusalCode =
  | 'empty'
  | 'too-long'
  | 'unknown-version'
  | 'wrong-prefix'
  | 'missing-prefix'
  | 'malformed'
  | 'unknown-metric'
  | 'unknown-value'
  | 'duplicate-metric'
  | 'missing-metric'
  | 'out-of-order';

export interface CvssRefusal {
  ok: false;
  code: CvssRefusalCode;
  /** For people: what was expected, what came, the way out. Quotes at most 40 characters of what came. */
  message: string;
  /** The metric at fault, where there is one. */
  metric?: string;
}

export const refuse = (code: CvssRefusalCode, message: string, metric?: string): CvssRefusal =>
  metric === undefined ? { ok: false, code, message } : { ok: false, code, message, metric };

export function unknownMetric(version: CvssVersion, key: string): CvssRefusal {
  const near = metricTable(version).metrics.find((metric) => metric.key.toUpperCase() === key.toUpperCase());
  const wayOut = near
    ? `Write ${near.key}; case matters.`
    : 'Take it out, or write the version it belongs to.';
  const came = quote(key);
  return refuse('unknown-metric', `Expected a metric of CVSS ${version}, came ${came}. ${wayOut}`, clip(key));
}

export function unknownValue({ key, name, values }: Metric, value: string): CvssRefusal {
  const allowed = values.map((known) => known.key);
  return refuse(
    'unknown-value',
    `Expected one of ${allowed.join(', ')} for ${key} (${name}), came ${quote(value)}. Choose one of them, as in ${key}:${allowed.at(-1) ?? ''}.`,
    key,
  );
}

export const duplicateMetric = ({ key, name }: Metric, part: string): CvssRefusal =>
  refuse(
    'duplicate-metric',
    `Expected ${key} (${name}) once, came again as ${quote(part)}. Keep one of the two.`,
    key,
  );

export const outOfOrder = (version: CvssVersion, metric: Metric, last: Metric): CvssRefusal =>
  refuse(
    'out-of-order',
    `Expected ${metric.key} (${metric.name}) before ${last.key}, came after it. Write the metrics in the order of CVSS ${version}.`,
    metric.key,
  );

export function missingMetric(
  version: CvssVersion,
  { key, values }: Metric,
  missing: readonly Metric[],
): CvssRefusal {
  const expected = missing.map((metric) => `${metric.key} (${metric.name})`).join(', ');
  const wayOut = `Add ${missing.length === 1 ? 'it' : 'them'}, beginning with ${key}:${values.map((value) => value.key).join(` or ${key}:`)}.`;
  return refuse(
    'missing-metric',
    `Expected every base metric of CVSS ${version}, came none for ${expected}. ${wayOut}`,
    key,
  );
}

/** What came, cut to a length a sentence can bear. */
export const quote = (text: string): string => `"${clip(text)}"`;

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

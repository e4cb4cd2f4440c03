import type { CvssVector, MetricGroup } from './metric.ts';
import { metricTable } from './metric-tables.ts';

/**
 * Looks weights up by the value a vector gives a metric, or by "not defined" when it gives none.
 * Throws on a vector that `parseVector` did not make.
 */
export function weigher<Key extends string>(weights: Record<Key, Readonly<Record<string, number>>>) {
  return (vector: CvssVector, key: Key, value = metricValue(vector, key)): number => {
    const weight = weights[key][value];
    if (weight === undefined)
      throw new TypeError(
        `Expected a valid CVSS ${vector.version} vector, came one with ${key}:${value}. Make it with parseVector.`,
      );
    return weight;
  };
}

/** The value of a metric, "not defined" when the vector says nothing of it. */
export const metricValue = ({ version, metrics }: CvssVector, key: string): string =>
  metrics[key] ?? metricTable(version).notDefined;

/** Whether a vector says anything in that group. */
export const isDefined = ({ version, metrics }: CvssVector, group: MetricGroup): boolean =>
  metricTable(version).metrics.some((metric) => metric.group === group && metric.key in metrics);

/**
 * To one decimal, in plain binary like the calculators of 2.0 and 3.x in use: 9.0 × 0.95 is 8.549999999999999 there
 * and becomes 8.5. Being exact would put our scores beside everybody else's.
 */
export const roundHalfUp = (score: number): number => Math.round(score * 10) / 10;

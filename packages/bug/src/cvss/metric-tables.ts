import type { CvssVersion, Metric, MetricTable } from './metric.ts';
import { v2Metrics } from './v2-metrics.ts';
import { v3Metrics } from './v3-metrics.ts';
import { v4Metrics } from './v4-metrics.ts';

const tables: Record<CvssVersion, MetricTable> = {
  '2.0': v2Metrics,
  '3.0': v3Metrics,
  '3.1': v3Metrics,
  '4.0': v4Metrics,
};

/** Everything a calculator's form needs: the metrics of a version in order, with groups, values and meanings. */
export const metricTable = (version: CvssVersion): MetricTable => tables[version];

/** The metric with that key (case matters), or null when the version has none. */
export const findMetric = (version: CvssVersion, key: string): Metric | null =>
  tables[version].metrics.find((metric) => metric.key === key) ?? null;

import type { CvssVector, MetricGroup } from './metric.ts';
import { metricTable } from './metric-tables.ts';

/**
 * The one way to write a vector: in the order of the standard's table, undefined metrics left out. CVSS 2.0 writes a
 * group whole or not at all, so there the undefined ones of a group in use stand as ND.
 */
export function formatVector({ version, metrics }: CvssVector): string {
  const { metrics: known, notDefined } = metricTable(version);
  const inUse = new Set<MetricGroup>(known.flatMap((metric) => (metric.key in metrics ? metric.group : [])));
  const written = known.flatMap((metric) => {
    const value = metrics[metric.key] ?? (version === '2.0' && inUse.has(metric.group) ? notDefined : null);
    return value === null ? [] : `${metric.key}:${value}`;
  });
  return [...(version === '2.0' ? [] : [`CVSS:${version}`]), ...written].join('/');
}

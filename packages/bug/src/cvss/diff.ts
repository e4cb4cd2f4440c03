import type { CvssVector, CvssVersion } from './metric.ts';
import { metricTable } from './metric-tables.ts';

export interface MetricChange {
  key: string;
  name: string;
  /** Keys of values; "not defined" where a vector leaves the metric out. */
  from: string;
  to: string;
  fromName: string;
  toName: string;
}

/**
 * `other-metrics`: the versions ask different questions (2.0, 3.x, 4.0), so only the versions can be named.
 * `versions` is null when both are of one version; 3.0 and 3.1 have the same metrics and differ in the arithmetic.
 */
export type VectorDiff =
  | { kind: 'same-metrics'; versions: VersionChange | null; changes: MetricChange[] }
  | { kind: 'other-metrics'; versions: VersionChange };

export interface VersionChange {
  from: CvssVersion;
  to: CvssVersion;
}

/** What changed from one vector to another, in the order of the standard. */
export function diffVectors(from: CvssVector, to: CvssVector): VectorDiff {
  const table = metricTable(from.version);
  const versions = { from: from.version, to: to.version };
  if (table !== metricTable(to.version)) return { kind: 'other-metrics', versions };
  const changes = table.metrics.flatMap(({ key, name, values }): MetricChange[] => {
    const before = from.metrics[key] ?? table.notDefined;
    const after = to.metrics[key] ?? table.notDefined;
    const nameOf = (value: string): string => values.find((known) => known.key === value)?.name ?? value;
    return before === after
      ? []
      : [{ key, name, from: before, to: after, fromName: nameOf(before), toName: nameOf(after) }];
  });
  return { kind: 'same-metrics', versions: from.version === to.version ? null : versions, changes };
}

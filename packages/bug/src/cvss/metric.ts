export const cvssVersions = ['2.0', '3.0', '3.1', '4.0'] as const;
export type CvssVersion = (typeof cvssVersions)[number];

/** `temporal` is 2.0 and 3.x, `threat` and `supplemental` are 4.0. */
export type MetricGroup = 'base' | 'temporal' | 'threat' | 'environmental' | 'supplemental';

export interface MetricValue {
  key: string;
  name: string;
  /** One plain sentence for somebody who has never read the standard. */
  meaning: string;
}

export interface Metric {
  key: string;
  name: string;
  group: MetricGroup;
  /** In the order a form shows them; an optional metric begins with its "not defined". */
  values: readonly MetricValue[];
}

/** What one version of the standard consists of. */
export interface MetricTable {
  /** In the order in which the standard writes a vector. */
  metrics: readonly Metric[];
  /** The value that says nothing: leaving the metric out means the same. */
  notDefined: string;
  /** Whether a vector in another order than the table's is invalid. */
  ordered: boolean;
}

/**
 * A valid vector, as `parseVector` returns it. `metrics` holds every base metric and those optional ones that are
 * defined; a metric written as "not defined" is left out.
 */
export interface CvssVector {
  version: CvssVersion;
  metrics: Readonly<Record<string, string>>;
}

/** Whether every valid vector gives this metric a value. */
export const isRequired = (metric: Metric): boolean => metric.group === 'base';

type Row = readonly [key: string, name: string, meaning: string];

/** A table entry from rows of key, name and meaning. */
export const metric = (group: MetricGroup, key: string, name: string, rows: readonly Row[]): Metric => ({
  key,
  name,
  group,
  values: rows.map(([valueKey, valueName, meaning]) => ({ key: valueKey, name: valueName, meaning })),
});

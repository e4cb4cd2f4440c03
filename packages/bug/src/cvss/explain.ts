import type { CvssVector, MetricGroup } from './metric.ts';
import { metricTable } from './metric-tables.ts';

export interface ExplainedMetric {
  group: MetricGroup;
  key: string;
  name: string;
  value: string;
  valueName: string;
  /** One plain sentence. */
  meaning: string;
}

/** What a vector says, metric by metric in the order of the standard; undefined metrics are left out. */
export const explainVector = ({ version, metrics }: CvssVector): ExplainedMetric[] =>
  metricTable(version).metrics.flatMap(({ group, key, name, values }) => {
    const chosen = values.find((value) => value.key === metrics[key]);
    return chosen
      ? { group, key, name, value: chosen.key, valueName: chosen.name, meaning: chosen.meaning }
      : [];
  });

import { formatVector } from '@bugheist/bug/cvss/format';
import type { CvssVersion, Metric, MetricGroup } from '@bugheist/bug/cvss/metric';
import { metricTable } from '@bugheist/bug/cvss/metric-tables';
import { vectorFromChoices } from '@bugheist/bug/cvss/parse';
import { scoreVector } from '@bugheist/bug/cvss/score';
import { severities } from '@bugheist/bug/severity';
import { webWords } from '../../words/web.ts';
import { FieldErrorText } from './field.tsx';
import { SeverityBadge } from './severity-badge.tsx';

export type CvssChoices = Readonly<Record<string, string>>;

interface CvssCalculatorProps {
  version: CvssVersion;
  /** Values by metric key, as chosen so far. */
  choices: CvssChoices;
  error?: string | null | undefined;
}

/** Name of a metric's field in the form. */
export const cvssFieldName = (key: string): string => `cvss-${key}`;

/** The choices in a form's values, for `vectorFromChoices`. */
export function cvssChoicesIn(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const prefix = cvssFieldName('');
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === 'string' ? [[name.slice(prefix.length), value]] : [],
    ),
  );
}

/** A row of radios for each metric. The island `cvss` keeps score and vector up to date while somebody chooses. */
export function CvssCalculator({ version, choices, error }: CvssCalculatorProps) {
  const { metrics, notDefined } = metricTable(version);
  const groups = Map.groupBy(metrics, ({ group }) => group);
  const rows = (group: MetricGroup) =>
    groups
      .get(group)
      ?.map((metric) => (
        <MetricRow
          metric={metric}
          chosen={choices[metric.key] ?? (group === 'base' ? '' : notDefined)}
          key={metric.key}
        />
      ));
  return (
    <div class="cvss" data-cvss={version} id="cvss">
      <Result version={version} choices={choices} />
      <FieldErrorText id="cvss" error={error} />
      {rows('base')}
      {[...groups.keys()]
        .filter((group) => group !== 'base')
        .map((group) => (
          <details class="cvss-group" open={groups.get(group)?.some(({ key }) => choices[key])} key={group}>
            <summary>{webWords.cvssGroup[group]}</summary>
            {rows(group)}
          </details>
        ))}
    </div>
  );
}

function MetricRow({ metric, chosen }: { metric: Metric; chosen: string }) {
  const name = cvssFieldName(metric.key);
  return (
    <fieldset class="cvss-metric">
      <legend>{metric.name}</legend>
      <div class="segments">
        {metric.values.map((value) => (
          <label title={value.meaning} key={value.key}>
            <input type="radio" name={name} value={value.key} checked={value.key === chosen} />
            <span>{value.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One badge for each band, so that the island only has to show another. */
function Result({ version, choices }: { version: CvssVersion; choices: CvssChoices }) {
  const parsed = vectorFromChoices(version, choices);
  const score = parsed.ok ? scoreVector(parsed.vector) : null;
  return (
    <div class="cvss-result">
      <output class="cvss-score" aria-label={webWords.cvssScore} data-score>
        {score ? score.overall.toFixed(1) : '–'}
      </output>
      <div class="cvss-words">
        {severities.map((severity) => (
          <span data-severity={severity} hidden={score?.severity !== severity} key={severity}>
            <SeverityBadge severity={severity} />
          </span>
        ))}
        <span class="muted" data-incomplete hidden={score !== null}>
          {webWords.cvssIncomplete}
        </span>
        <code class="cvss-vector" data-vector>
          {parsed.ok ? formatVector(parsed.vector) : ''}
        </code>
      </div>
    </div>
  );
}

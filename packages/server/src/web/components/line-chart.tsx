import { webWords } from '../../words/web.ts';
import type { Tone } from './badge.tsx';
import { niceCeiling } from './nice-ceiling.ts';

export interface Series {
  name: string;
  tone: Tone;
  /** One value for each entry of `points`; not negative. */
  values: readonly number[];
}

interface LineChartProps {
  /** Says what is drawn. */
  caption: string;
  /** Names of the points from left to right: days, months. At least two. */
  points: readonly string[];
  series: readonly Series[];
  formatValue: (value: number) => string;
}

/** Lines over time. The figures stand in a table below, so that nobody has to read them off. */
export function LineChart({ caption, points, series, formatValue }: LineChartProps) {
  const top = niceCeiling(Math.max(1, ...series.flatMap(({ values }) => values)));
  return (
    <figure class="line-chart">
      <figcaption class="line-chart-legend">
        <span>{caption}</span>
        {series.map(({ name, tone }) => (
          <span class={`line-chart-key tone-${tone}`} key={name}>
            {name}
          </span>
        ))}
      </figcaption>
      <div class="line-chart-plot" aria-hidden="true">
        <div class="line-chart-scale number">
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{formatValue(value)}</span>
          ))}
        </div>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {[0, 50, 100].map((y) => (
            <line class="line-chart-grid" x1="0" x2="100" y1={y} y2={y} key={y} />
          ))}
          {series.map(({ name, tone, values }) => (
            <polyline class={`tone-${tone}`} points={pointsOf(values, top)} key={name} />
          ))}
        </svg>
        <div class="line-chart-span">
          <span>{points[0]}</span>
          <span>{points[points.length - 1]}</span>
        </div>
      </div>
      <details>
        <summary class="muted small">{webWords.chartTable}</summary>
        <Figures caption={caption} points={points} series={series} formatValue={formatValue} />
      </details>
    </figure>
  );
}

const pointsOf = (values: readonly number[], top: number): string =>
  values
    .map(
      (value, at) =>
        `${round((at / Math.max(1, values.length - 1)) * 100)},${round(100 - (value / top) * 100)}`,
    )
    .join(' ');

const round = (value: number) => Math.round(value * 100) / 100;

const Figures = ({ caption, points, series, formatValue }: LineChartProps) => (
  <table class="table">
    <caption class="visually-hidden">{caption}</caption>
    <thead>
      <tr>
        <td />
        {series.map(({ name }) => (
          <th scope="col" class="cell-end" key={name}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {points.map((point, at) => (
        <tr key={point}>
          <th scope="row">{point}</th>
          {series.map(({ name, values }) => (
            <td class="cell-end" key={name}>
              {formatValue(values[at] ?? 0)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

import type { ComponentChildren } from 'preact';
import type { Tone } from './badge.tsx';

export interface Bar {
  label: ComponentChildren;
  /** Not negative. */
  value: number;
  /** The value in words; a formatted number or amount. */
  text: string;
  tone?: Tone | undefined;
  key: string;
}

/** A table whose third column is drawn: what the eye compares, a screen reader reads as figures. */
export function BarChart({ caption, bars }: { caption: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <table class="bar-chart">
      <caption class="visually-hidden">{caption}</caption>
      <tbody>
        {bars.map(({ label, value, text, tone = 'accent', key }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td class="bar-chart-value number">{text}</td>
            <td class="bar-chart-bar">
              <svg class={`tone-${tone}`} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect width={Math.round((value / most) * 1000) / 10} height="10" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

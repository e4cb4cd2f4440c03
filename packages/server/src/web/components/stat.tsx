import type { ComponentChildren } from 'preact';

export interface Stat {
  label: string;
  value: ComponentChildren;
  /** How it compares, or what it counts. */
  detail?: ComponentChildren;
  href?: string | undefined;
}

/** A few figures side by side. */
export const Stats = ({ stats }: { stats: readonly Stat[] }) => (
  <dl class="stats">
    {stats.map(({ label, value, detail, href }) => (
      <div class="stat" key={label}>
        <dt>{href ? <a href={href}>{label}</a> : label}</dt>
        <dd class="stat-value">{value}</dd>
        {detail && <dd class="stat-detail">{detail}</dd>}
      </div>
    ))}
  </dl>
);

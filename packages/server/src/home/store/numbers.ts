import type { Severity } from '@bugheist/bug/severity';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/transaction.ts';

export interface InstanceNumbers {
  bugs: number;
  resolved: number;
  organizations: number;
  reporters: number;
}

/** How much has happened here. Totals only: they tell nothing of a single private bug. */
export async function instanceNumbers(tx: Tx): Promise<InstanceNumbers> {
  const { rows } = await tx.execute<{
    bugs: number;
    resolved: number;
    organizations: number;
    reporters: number;
  }>(sql`
    select
      (select count(*)::int from bug where state not in ('spam', 'withdrawn') and held_at is null) as bugs,
      (select count(*)::int from bug where state = 'resolved' and held_at is null) as resolved,
      (select count(distinct organization_id)::int from bug where held_at is null) as organizations,
      (select count(distinct reporter_id)::int from report) as reporters`);
  return rows[0] ?? { bugs: 0, resolved: 0, organizations: 0, reporters: 0 };
}

export interface Scorecard {
  /** Bugs filed, spam and withdrawn ones left out. */
  total: number;
  open: number;
  resolved: number;
  published: number;
  bySeverity: Readonly<Record<Severity, number>>;
  unrated: number;
  /** Median days from the report to its publication; null when nothing is published. */
  medianDaysToPublication: number | null;
  /** Median days from the report to its resolution; null when nothing is resolved. */
  medianDaysToResolution: number | null;
}

/** An organization's numbers over all its bugs, computed in one pass. */
export async function scorecard(tx: Tx, organizationId: string): Promise<Scorecard> {
  const { rows } = await tx.execute<Record<string, number | null>>(sql`
    select
      count(*)::int as total,
      count(*) filter (where is_open)::int as open,
      count(*) filter (where state = 'resolved')::int as resolved,
      count(*) filter (where disclosure in ('limited', 'full'))::int as published,
      count(*) filter (where severity = 'none')::int as none,
      count(*) filter (where severity = 'low')::int as low,
      count(*) filter (where severity = 'medium')::int as medium,
      count(*) filter (where severity = 'high')::int as high,
      count(*) filter (where severity = 'critical')::int as critical,
      count(*) filter (where severity is null)::int as unrated,
      percentile_cont(0.5) within group (order by extract(epoch from published_at - first_seen_at) / 86400)
        filter (where disclosure in ('limited', 'full'))::float8 as days_to_publication,
      percentile_cont(0.5) within group (order by extract(epoch from closed_at - first_seen_at) / 86400)
        filter (where state = 'resolved')::float8 as days_to_resolution
    from bug
    where organization_id = ${organizationId} and held_at is null and state not in ('spam', 'withdrawn')`);
  const row = rows[0] ?? {};
  const count = (name: string) => row[name] ?? 0;
  return {
    total: count('total'),
    open: count('open'),
    resolved: count('resolved'),
    published: count('published'),
    bySeverity: {
      none: count('none'),
      low: count('low'),
      medium: count('medium'),
      high: count('high'),
      critical: count('critical'),
    },
    unrated: count('unrated'),
    medianDaysToPublication: row['days_to_publication'] ?? null,
    medianDaysToResolution: row['days_to_resolution'] ?? null,
  };
}

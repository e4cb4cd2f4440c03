import type { Severity } from '@bugheist/bug/severity';
import { isOpen, type State } from '@bugheist/bug/state';
import { sql } from 'drizzle-orm';
import { prepared } from '../../db/prepared.ts';
import type { Tx } from '../../db/transaction.ts';
import { LargeTotals } from './large-totals.ts';

export interface InstanceNumbers {
  bugs: number;
  resolved: number;
  organizations: number;
  reporters: number;
}

const instanceTotals = new LargeTotals<InstanceNumbers>(({ bugs }) => bugs);

/** How much has happened here; on a large instance, up to ten minutes ago. They tell nothing of a single private bug. */
export const instanceNumbers = (tx: Tx, now: Date): Promise<InstanceNumbers> =>
  instanceTotals.read(tx, '', now, async () => {
    const [row] = await instanceStatement(tx).execute();
    return row ?? { bugs: 0, resolved: 0, organizations: 0, reporters: 0 };
  });

// Grouping lets PostgreSQL read each of these from an index alone.
const instanceStatement = prepared((tx) =>
  tx
    .select({
      bugs: sql<number>`coalesce(sum(s.bugs) filter (where s.state not in ('spam', 'withdrawn')), 0)::int`,
      resolved: sql<number>`coalesce(sum(s.bugs) filter (where s.state = 'resolved'), 0)::int`,
      organizations: sql<number>`(select count(*)::int from organization o
        where exists (select from bug b where b.organization_id = o.id and b.held_at is null))`,
      reporters: sql<number>`(select count(*)::int from
        (select from report where reporter_id is not null group by reporter_id) r)`,
    })
    .from(sql`(select state, count(*) as bugs from bug where held_at is null group by state) s`)
    .prepare('instance_numbers'),
);

export interface Scorecard {
  /** Bugs filed, spam and withdrawn ones left out. */
  total: number;
  open: number;
  resolved: number;
  published: number;
  bySeverity: Readonly<Record<Severity, number>>;
  unrated: number;
  /** Median days from the report to its publication, of the last 1,000 published; null when nothing is. */
  medianDaysToPublication: number | null;
  /** Median days from the report to its resolution, of the last 1,000 resolved; null when nothing is. */
  medianDaysToResolution: number | null;
}

/** What a scorecard is made of, as columns of a statement about one `organization`. */
export interface ScorecardColumns {
  counts: [State, number, number][];
  published: number;
  daysToPublication: number | null;
  daysToResolution: number | null;
}

export function scorecardOf(columns: ScorecardColumns): Scorecard {
  const { counts, published, daysToPublication, daysToResolution } = columns;
  const count = (fits: (state: State, rank: number) => boolean) =>
    counts.reduce((sum, [state, rank, many]) => (fits(state, rank) ? sum + many : sum), 0);
  const ranked = (wanted: number) => count((_, rank) => rank === wanted);
  return {
    total: count(() => true),
    open: count(isOpen),
    resolved: count((state) => state === 'resolved'),
    published,
    bySeverity: { none: ranked(0), low: ranked(1), medium: ranked(2), high: ranked(3), critical: ranked(4) },
    unrated: ranked(-1),
    medianDaysToPublication: daysToPublication,
    medianDaysToResolution: daysToResolution,
  };
}

const ofIt = sql`organization_id = organization.id and held_at is null`;
const counted = sql`state not in ('spam', 'withdrawn')`;
const isPublic = sql`disclosure in ('limited', 'full')`;
const medianDays = sql`percentile_cont(0.5) within group
  (order by extract(epoch from latest.ended_at - latest.first_seen_at) / 86400)::float8`;

export const scorecardColumns = {
  counts: sql<ScorecardColumns['counts']>`(
    select coalesce(json_agg(json_build_array(state, severity_rank, bugs)), '[]'::json) from
    (select state, severity_rank, count(*) as bugs from bug where ${ofIt} and ${counted} group by state, severity_rank) c)`,
  published: sql<number>`(select count(*)::int from bug where ${ofIt} and ${isPublic} and ${counted})`,
  daysToPublication: sql<number | null>`(select ${medianDays} from
    (select published_at as ended_at, first_seen_at from bug where ${ofIt} and ${isPublic} and ${counted}
     order by published_at desc limit 1000) latest)`,
  daysToResolution: sql<number | null>`(select ${medianDays} from
    (select closed_at as ended_at, first_seen_at from bug where ${ofIt} and state = 'resolved'
     order by closed_at desc limit 1000) latest)`,
};

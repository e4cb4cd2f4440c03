import { isOpen, type State, states } from '@bugheist/bug/state';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/transaction.ts';
import { inReach, list, narrowing, uuids } from './queue-conditions.ts';
import type { RunsQuery } from './queue-runs.ts';

/** Nobody reads the difference between 1,200 and 1,300, and counting them all would read them all. */
export const countCap = 1000;

/** How many bugs of each state the filter leaves, whichever states it names. */
export interface QueueCounts {
  /** `countCap` + 1 stands for more. */
  of: ReadonlyMap<State, number>;
  /** False when there were so many that each state may have more than was counted. */
  whole: boolean;
}

const mostMatches = 5000;

export async function queueCounts(tx: Tx, query: Omit<RunsQuery, 'size'>): Promise<QueueCounts> {
  const rows = isCountedByState(query) ? await byState(tx, query) : await byMatch(tx, query);
  const found = new Map(rows.map(({ state, many }) => [state, many]));
  return {
    of: new Map(states.map((state) => [state, Math.min(found.get(state) ?? 0, countCap + 1)])),
    whole: rows.reduce((sum, { many }) => sum + many, 0) <= mostMatches || isCountedByState(query),
  };
}

/** All that is open, capped likewise. */
export const openCount = ({ of }: QueueCounts): number =>
  [...of].reduce((sum, [state, many]) => (isOpen(state) ? sum + many : sum), 0);

/** Whether the indexes by state answer the filter. Anything else is looked up once, not once for each state. */
const isCountedByState = ({ filter: { text, asset, labels, assignee } }: Omit<RunsQuery, 'size'>): boolean =>
  text === '' && asset === null && labels.length === 0 && (assignee === null || assignee === 'nobody');

async function byState(tx: Tx, { filter, reach, personId, now }: Omit<RunsQuery, 'size'>) {
  const conditions = sql.join(narrowing(filter, personId, now), sql` and `);
  // PostgreSQL reads an index in order for one organization at a time.
  const [each, scope] = reach.unstaffed
    ? [sql``, inReach(reach)]
    : [sql`cross join unnest(${uuids(reach.organizationIds)}) as org (id)`, sql`b.organization_id = org.id`];
  const { rows } = await tx.execute<{ state: State; many: number }>(sql`
    select s.state, sum(c.many)::int as many
    from unnest(${list(states)}) as s (state) ${each}
    cross join lateral (
      select count(*) as many
      from (select from bug b where ${scope} and b.state = s.state and ${conditions}
            limit ${countCap + 1}) few
    ) c
    group by s.state`);
  return rows;
}

async function byMatch(tx: Tx, { filter, reach, personId, now }: Omit<RunsQuery, 'size'>) {
  const conditions = sql.join([inReach(reach), ...narrowing(filter, personId, now)], sql` and `);
  const { rows } = await tx.execute<{ state: State; many: number }>(sql`
    select few.state, count(*)::int as many
    from (select b.state from bug b where ${conditions} limit ${mostMatches + 1}) few
    group by few.state`);
  return rows;
}

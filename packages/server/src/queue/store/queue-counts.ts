import { isOpen, type State, states } from '@bugheist/bug/state';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/transaction.ts';
import { list, narrowing, uuids } from './queue-conditions.ts';
import type { QueueQuery } from './queue-page.ts';

/** Nobody reads the difference between 1,200 and 1,300, and counting them all would read them all. */
export const countCap = 1000;

/** How many bugs of each state the filter leaves, whichever states it names; `countCap` + 1 stands for more. */
export async function queueCounts(
  tx: Tx,
  { filter, reach, personId, now }: Omit<QueueQuery, 'size'>,
): Promise<ReadonlyMap<State, number>> {
  const scope = reach.unstaffed
    ? sql`(b.organization_id = any(${uuids(reach.organizationIds)})
        or exists (select from organization u where u.id = b.organization_id and u.staffed_at is null))`
    : sql`b.organization_id = any(${uuids(reach.organizationIds)})`;
  const conditions = sql.join([scope, ...narrowing(filter, personId, now)], sql` and `);
  const { rows } = await tx.execute<{ state: State; many: number }>(sql`
    select s.state, c.many
    from unnest(${list(states)}) as s (state)
    cross join lateral (
      select count(*)::int as many
      from (select from bug b where b.state = s.state and ${conditions} limit ${countCap + 1}) few
    ) c`);
  return new Map(rows.map(({ state, many }) => [state, many]));
}

/** All that is open, capped likewise. */
export const openCount = (counts: ReadonlyMap<State, number>): number =>
  [...counts].reduce((sum, [state, many]) => (isOpen(state) ? sum + many : sum), 0);

import { isOpen, states } from '@bugheist/bug/state';
import { type SQL, sql } from 'drizzle-orm';
import type { Cursor } from '../queue-cursor.ts';
import type { QueueFilter, Sort } from '../queue-filter.ts';
import { assignedTo, inReach, list, narrowing, type Reach, ranks, uuids } from './queue-conditions.ts';

export interface RunsQuery {
  filter: QueueFilter;
  reach: Reach;
  /** Who `me` is. */
  personId: string;
  /** Rows on a page. */
  size: number;
  now: Date;
}

// So many rows are read and sorted in some twenty milliseconds. A run that meets no match goes on to its end, so it has
// to be sure that there are many.
const fewMatches = 20_000;

/**
 * One page of bugs and one row more, with all columns of `bug`: each organization and half of life is one run through an
 * index, in its order and only as far as the page needs; then the few rows are merged.
 *
 * What may be rare (words, labels, an asset) is looked up first. Few matches are sorted; of many, the runs soon meet a
 * page full. PostgreSQL cannot make this choice well: it guesses matches by their average.
 */
export function runs(query: RunsQuery): SQL {
  const { text, asset, labels } = query.filter;
  return text === '' && asset === null && labels.length === 0 ? walk(query) : searched(query);
}

export const isBackwards = ({ cursor }: QueueFilter): boolean => cursor?.side === 'before';

/** `t` is the table to sort; backwards pages are read from their end. */
export function order({ filter, reach }: Pick<RunsQuery, 'filter' | 'reach'>, t: SQL): SQL {
  const down = (filter.sort !== 'oldest') !== isBackwards(filter) ? sql`desc` : sql`asc`;
  const key = sortKey(filter.sort, reach);
  const by = key === null ? sql`` : sql`${t}.${key} ${down}, `;
  return sql`${by}${t}.id ${down}`;
}

function searched(query: RunsQuery): SQL {
  const { filter, reach, personId, now, size } = query;
  const conditions = sql.join(
    [inReach(reach), ofLife(filter), ...narrowing(filter, personId, now), ...inState(filter)],
    sql` and `,
  );
  const isFew = sql`(select count(*) from few) <= ${fewMatches}`;
  return sql`
    with few as materialized (
      select b.id, b.severity_rank, b.created_at, b.updated_at from bug b where ${conditions} limit ${fewMatches + 1})
    select m.* from (
      (select b.id from few b where ${sql.join([isFew, ...beyond(query)], sql` and `)}
       order by ${order(query, sql`b`)} limit ${size + 1})
      union all
      (select w.id from (${walk(query)}) w where not ${isFew})
    ) f join bug m on m.id = f.id`;
}

function walk(query: RunsQuery): SQL {
  const { filter, reach, personId, now, size } = query;
  const conditions = [
    ...narrowing(filter, personId, now, { byIndex: false }),
    ...inState(filter),
    ...beyond(query),
  ];
  const run = (scope: readonly SQL[]) => sql`
    select b.* from bug b
    where ${sql.join([...scope, ...conditions], sql` and `)}
    order by ${order(query, sql`b`)} limit ${size + 1}`;
  const [each, scope] = eachRun(query);
  if (each === null) return run([ofLife(filter), inReach(reach), ...scope]);
  return sql`
    select r.* from ${each}
    cross join lateral (${run(scope)}) r
    order by ${order(query, sql`r`)} limit ${size + 1}`;
}

/** What there is a run for each of, and what picks its rows. */
function eachRun({ filter, reach, personId }: RunsQuery): [SQL | null, SQL[]] {
  const { assignee, severities, kinds, sort } = filter;
  // What lies with one person has an index of its own.
  if (assignee !== null && assignee !== 'nobody')
    return [
      sql`unnest(${list(livedIn(filter))}) as part (state)`,
      [assignedTo(assignee, personId), sql`b.state = part.state`, inReach(reach)],
    ];
  if (reach.unstaffed) return [null, []];
  const parts = [
    [sql`unnest(${uuids(reach.organizationIds)}) as org (id)`, sql`b.organization_id = org.id`],
    [sql`unnest(${`{${halves(filter).join(',')}}`}::boolean[]) as half (open)`, sql`b.is_open = half.open`],
  ];
  if (sort === 'severity' && severities.length > 0)
    parts.push([sql`unnest(${ranks(filter)}) as rated (rank)`, sql`b.severity_rank = rated.rank`]);
  if (sort === 'severity' && kinds.length > 0)
    parts.push([sql`unnest(${list(kinds)}) as sort (kind)`, sql`b.kind = sort.kind`]);
  return [
    sql.join(
      parts.map(([source]) => source),
      sql` cross join `,
    ),
    parts.flatMap(([, condition]) => condition ?? []),
  ];
}

const inState = ({ states: named }: QueueFilter): SQL[] =>
  named.length === 0 ? [] : [sql`b.state = any(${list(named)})`];

const ofLife = (filter: QueueFilter): SQL =>
  sql`b.is_open = any(${`{${halves(filter).join(',')}}`}::boolean[])`;

/** The halves of life a filter looks into, each with its own run through the index. */
const halves = (filter: QueueFilter): boolean[] => [...new Set(livedIn(filter).map(isOpen))];

const livedIn = ({ life, states: named }: QueueFilter) => {
  if (named.length > 0) return named;
  return life === 'any' ? states : states.filter((state) => isOpen(state) === (life === 'open'));
};

/** The rows on the far side of the cursor, as one comparison of rows that the index answers. */
function beyond({ filter: { sort, cursor }, reach }: RunsQuery): SQL[] {
  if (cursor === null) return [];
  const { side, id } = cursor;
  const sign = (side === 'after') === (sort !== 'oldest') ? sql`<` : sql`>`;
  const key = sortKey(sort, reach);
  if (key === null) return [sql`b.id ${sign} ${id}::uuid`];
  return [sql`(b.${key}, b.id) ${sign} (${keyValue(cursor, sort)}, ${id}::uuid)`];
}

const keyValue = ({ key }: Cursor, sort: Sort): SQL =>
  sort === 'severity' ? sql`${Number(key)}::smallint` : sql`${key}::timestamptz`;

/**
 * The column that goes before the id. Ids run by time too, but a list by id alone tempts PostgreSQL to go through the
 * primary key, past every bug of others. Only where it all lies within reach is that the best way.
 */
function sortKey(sort: Sort, { unstaffed }: Reach): SQL | null {
  if (sort === 'severity') return sql`severity_rank`;
  if (sort === 'changed') return sql`updated_at`;
  return unstaffed ? null : sql`created_at`;
}

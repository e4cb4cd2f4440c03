import { createHash } from 'node:crypto';
import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { Disclosure, State } from '@bugheist/bug/state';
import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { bug } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Cursor } from '../queue-cursor.ts';
import type { QueueFilter, Sort } from '../queue-filter.ts';
import { halves, list, narrowing, type Reach, uuids } from './queue-conditions.ts';

export interface QueueRow {
  id: string;
  key: string;
  number: number;
  slug: string;
  organizationName: string;
  title: string;
  kind: Kind;
  state: State;
  severity: Severity | null;
  severityRank: number;
  cvssScore: number | null;
  disclosure: Disclosure;
  assigneeHandle: string | null;
  assigneeName: string | null;
  assetName: string | null;
  sources: string[];
  /** How many pieces of evidence stand under it. */
  sightings: number;
  labels: { name: string; colour: string }[];
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

export interface QueueQuery {
  filter: QueueFilter;
  reach: Reach;
  /** Who `me` is. */
  personId: string;
  size: number;
  now: Date;
}

/**
 * One page of the queue and one row more, in one statement: each organization and half of life is read in the order of
 * its index as far as the page needs, then the few rows are merged. Rows come in reading order, whichever way one turns.
 */
export async function queueRows(tx: Tx, query: QueueQuery): Promise<QueueRow[]> {
  const page = pageStatement(query);
  const columns = {
    id: sql<string>`p.id`,
    key: sql<string>`o.key`,
    number: sql<number>`p.number`,
    slug: sql<string>`o.slug`,
    organizationName: sql<string>`o.name`,
    title: sql<string>`p.title`,
    kind: sql<Kind>`p.kind`,
    state: sql<State>`p.state`,
    severity: sql<Severity | null>`p.severity`,
    severityRank: sql<number>`p.severity_rank`,
    cvssScore: sql<number | null>`p.cvss_score::float8`,
    disclosure: sql<Disclosure>`p.disclosure`,
    assigneeHandle: sql<string | null>`a.handle`,
    assigneeName: sql<string | null>`a.display_name`,
    assetName: sql<string | null>`t.name`,
    sources: sql<string[]>`p.sources`,
    sightings: sql<number>`(select count(*)::int from sighting s where s.bug_id = p.id)`,
    labels: sql<
      { name: string; colour: string }[]
    >`(select coalesce(json_agg(json_build_object('name', l.name, 'colour', l.colour) order by lower(l.name)), '[]'::json) from bug_label bl join label l on l.id = bl.label_id where bl.bug_id = p.id)`,
    createdAt: sql`p.created_at`.mapWith(bug.createdAt),
    updatedAt: sql`p.updated_at`.mapWith(bug.updatedAt),
    version: sql<number>`p.version`,
  };
  const select = tx
    .select(columns)
    .from(page)
    .orderBy(order(query.filter.sort, 'p', isBackwards(query.filter)));
  // A name makes PostgreSQL plan each shape of filter once for a connection; the values travel apart.
  const rows = await select.prepare(shapeName(select.getSQL())).execute();
  return isBackwards(query.filter) ? rows.reverse() : rows;
}

function pageStatement(query: QueueQuery): SQL {
  const { filter, reach } = query;
  const backwards = isBackwards(filter);
  const conditions = [...narrowing(filter, query.personId, query.now), ...within(filter)];
  const size = query.size + 1;
  const run = (scope: SQL) => sql`
    select b.* from bug b
    where ${sql.join([scope, ...conditions], sql` and `)}
    order by ${order(filter.sort, 'b', backwards)} limit ${size}`;
  const rows = reach.unstaffed
    ? run(everywhere(filter, reach))
    : sql`
    select r.* from unnest(${uuids(reach.organizationIds)}) as org (id)
    cross join unnest(${`{${halves(filter).join(',')}}`}::boolean[]) as half (open)
    cross join lateral (${run(sql`b.organization_id = org.id and b.is_open = half.open`)}) r
    order by ${order(filter.sort, 'r', backwards)} limit ${size}`;
  return sql`(${rows}) p
    join organization o on o.id = p.organization_id
    left join person a on a.id = p.assignee_id
    left join asset t on t.id = p.asset_id`;
}

const everywhere = (filter: QueueFilter, reach: Reach): SQL => sql`
  b.is_open = any(${`{${halves(filter).join(',')}}`}::boolean[])
  and (b.organization_id = any(${uuids(reach.organizationIds)})
    or exists (select from organization u where u.id = b.organization_id and u.staffed_at is null))`;

function within({ states, cursor, sort }: QueueFilter): SQL[] {
  const conditions = states.length === 0 ? [] : [sql`b.state = any(${list(states)})`];
  return cursor === null ? conditions : [...conditions, beyond(sort, cursor)];
}

const isBackwards = ({ cursor }: QueueFilter): boolean => cursor?.side === 'before';

/** The rows on the far side of the cursor, as one comparison of rows that the index answers. */
function beyond(sort: Sort, { side, key, id }: Cursor): SQL {
  const down = (side === 'after') === (sort !== 'oldest');
  const sign = down ? sql`<` : sql`>`;
  if (sort === 'severity')
    return sql`(b.severity_rank, b.id) ${sign} (${Number(key)}::smallint, ${id}::uuid)`;
  if (sort === 'changed') return sql`(b.updated_at, b.id) ${sign} (${key}::timestamptz, ${id}::uuid)`;
  return sql`b.id ${sign} ${id}::uuid`;
}

function order(sort: Sort, table: 'b' | 'r' | 'p', backwards: boolean): SQL {
  const t = { b: sql`b`, r: sql`r`, p: sql`p` }[table];
  const down = (sort !== 'oldest') !== backwards ? sql`desc` : sql`asc`;
  if (sort === 'severity') return sql`${t}.severity_rank ${down}, ${t}.id ${down}`;
  if (sort === 'changed') return sql`${t}.updated_at ${down}, ${t}.id ${down}`;
  return sql`${t}.id ${down}`;
}

const dialect = new PgDialect();
const shapeName = (statement: SQL): string =>
  `queue_${createHash('sha256').update(dialect.sqlToQuery(statement).sql).digest('hex').slice(0, 24)}`;

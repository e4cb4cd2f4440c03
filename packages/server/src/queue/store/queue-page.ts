import { createHash } from 'node:crypto';
import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { Disclosure, State } from '@bugheist/bug/state';
import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { bug } from '../../db/tables/bugs.ts';
import type { Tx } from '../../db/transaction.ts';
import type { QueueFilter } from '../queue-filter.ts';
import { isBackwards, order, type RunsQuery, runs } from './queue-runs.ts';

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

/** One page of the queue and one row more, in one statement. Rows come in reading order, whichever way one turns. */
export async function queueRows(tx: Tx, query: RunsQuery): Promise<QueueRow[]> {
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
    .from(sql`(${runs(query)}) p
      join organization o on o.id = p.organization_id
      left join person a on a.id = p.assignee_id
      left join asset t on t.id = p.asset_id`)
    .orderBy(order(query, sql`p`));
  const rows = await (hasTypicalPlan(query.filter)
    ? select.prepare(shapeName(select.getSQL()))
    : select
  ).execute();
  return isBackwards(query.filter) ? rows.reverse() : rows;
}

// A name makes PostgreSQL plan each shape of filter once for a connection, whatever the values. How many bugs say a word
// or are that old depends on nothing but the value.
const hasTypicalPlan = ({ text, age }: QueueFilter): boolean => text === '' && age === null;

const dialect = new PgDialect();
const shapeName = (statement: SQL): string =>
  `queue_${createHash('sha256').update(dialect.sqlToQuery(statement).sql).digest('hex').slice(0, 24)}`;

import { parseBugNumber } from '@bugheist/bug/bug';
import { severityRank } from '@bugheist/bug/severity';
import { type SQL, sql } from 'drizzle-orm';
import type { Age, QueueFilter } from '../queue-filter.ts';

/** Which organizations' bugs an actor works on. */
export interface Reach {
  organizationIds: readonly string[];
  /** And all those nobody has claimed, which the instance's staff looks after. */
  unstaffed: boolean;
}

export const inReach = ({ organizationIds, unstaffed }: Reach): SQL =>
  unstaffed
    ? sql`(b.organization_id = any(${uuids(organizationIds)})
        or exists (select from organization u where u.id = b.organization_id and u.staffed_at is null))`
    : sql`b.organization_id = any(${uuids(organizationIds)})`;

/**
 * Everything the filter asks of a row `b` but its organization, its state and the page. Not `byIndex`: words are looked
 * for in the rows that are met, instead of being looked up, and PostgreSQL is told nothing of how rare they are.
 */
export function narrowing(
  filter: QueueFilter,
  me: string,
  now: Date,
  { byIndex }: { byIndex: boolean } = { byIndex: true },
): SQL[] {
  const conditions: SQL[] = [sql`b.held_at is null`];
  if (filter.kinds.length > 0) conditions.push(sql`b.kind = any(${list(filter.kinds)})`);
  if (filter.severities.length > 0) conditions.push(sql`b.severity_rank = any(${ranks(filter)})`);
  if (filter.sources.length > 0) conditions.push(sql`b.sources && ${list(filter.sources)}`);
  if (filter.asset !== null) conditions.push(sql`b.asset_id = ${filter.asset}`);
  if (filter.assignee !== null) conditions.push(assignedTo(filter.assignee, me));
  if (filter.age !== null) conditions.push(aged(filter.age, now));
  if (filter.text !== '')
    conditions.push(
      byIndex ? saying(filter.text) : sql`case when ${saying(filter.text)} then true else false end`,
    );
  for (const label of filter.labels) conditions.push(labelled(label));
  return conditions;
}

export const list = (values: readonly string[]): SQL => sql`${`{${values.map(quote).join(',')}}`}::text[]`;
export const uuids = (values: readonly string[]): SQL => sql`${`{${values.join(',')}}`}::uuid[]`;

const quote = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;

export const ranks = ({ severities }: QueueFilter): SQL =>
  sql`${`{${severities.map((one) => (one === 'unrated' ? -1 : severityRank(one))).join(',')}}`}::smallint[]`;

export function assignedTo(assignee: string, me: string): SQL {
  if (assignee === 'nobody') return sql`b.assignee_id is null`;
  if (assignee === 'me') return sql`b.assignee_id = ${me}`;
  return sql`b.assignee_id = (select id from person where handle = ${assignee})`;
}

function aged(age: Age, now: Date): SQL {
  const [side, days] = age.split('-');
  const border = new Date(now.getTime() - Number(days) * 86_400_000).toISOString();
  return side === 'under'
    ? sql`b.created_at >= ${border}::timestamptz`
    : sql`b.created_at < ${border}::timestamptz`;
}

function saying(text: string): SQL {
  const number = parseBugNumber(text);
  if (number)
    return sql`b.number = ${number.number} and b.organization_id = (select id from organization where key = ${number.key})`;
  return sql`b.search @@ websearch_to_tsquery('english', ${text})`;
}

const labelled = (name: string): SQL =>
  sql`exists (select from bug_label bl join label l on l.id = bl.label_id where bl.bug_id = b.id and lower(l.name) = lower(${name}))`;

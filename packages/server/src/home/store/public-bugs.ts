import { parseBugNumber } from '@bugheist/bug/bug';
import type { Kind } from '@bugheist/bug/kind';
import type { Severity } from '@bugheist/bug/severity';
import type { State } from '@bugheist/bug/state';
import { and, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { prepared } from '../../db/prepared.ts';
import { bug, report } from '../../db/tables/bugs.ts';
import { organization } from '../../db/tables/organizations.ts';
import { person } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

/** A disclosed bug as a line of a public list. */
export interface PublicBug {
  id: string;
  number: string;
  title: string;
  kind: Kind;
  state: State;
  severity: Severity | null;
  organizationName: string;
  organizationSlug: string;
  publishedAt: Date;
}

/** Where a page of public bugs goes on: the last row of the page before. */
export interface PublicCursor {
  publishedAt: Date;
  id: string;
}

// The only way a bug becomes public: disclosed, and not held for moderation.
const isPublic = and(inArray(bug.disclosure, ['limited', 'full']), isNull(bug.heldAt));

const line = {
  id: bug.id,
  number: sql<string>`${organization.key} || '-' || ${bug.number}`.as('number'),
  title: bug.title,
  kind: bug.kind,
  state: bug.state,
  severity: bug.severity,
  organizationName: sql<string>`${organization.name}`.as('organizationName'),
  organizationSlug: sql<string>`${organization.slug}`.as('organizationSlug'),
  publishedAt: sql<Date>`${bug.publishedAt}`.mapWith(bug.publishedAt).as('publishedAt'),
};

/** The newest disclosed bugs, of one organization or of all. */
export async function listPublicBugs(
  tx: Tx,
  options: { organizationId?: string; after?: PublicCursor | null; limit: number },
): Promise<PublicBug[]> {
  const { organizationId, after, limit } = options;
  const statement = publicBugs[organizationId ? 'ofOne' : 'ofAll'][after ? 'later' : 'first'];
  const [row] = await statement(tx).execute({
    organizationId,
    publishedAt: after?.publishedAt.toISOString(),
    id: after?.id,
    limit,
  });
  return (row?.bugs ?? []).map((stored) => ({ ...stored, publishedAt: new Date(stored.publishedAt) }));
}

const publicBugs = {
  ofAll: { first: publicPage('public_bugs'), later: publicPage('public_bugs_after', later()) },
  ofOne: {
    first: publicPage('organization_bugs', ofOrganization()),
    later: publicPage('organization_bugs_after', ofOrganization(), later()),
  },
};

// All lines in one value: reading fifty rows of nine columns costs the process three times as much.
function publicPage(name: string, ...conditions: SQL[]) {
  return prepared((tx) => {
    const lines = tx
      .select(line)
      .from(bug)
      .innerJoin(organization, eq(organization.id, bug.organizationId))
      .where(and(isPublic, ...conditions))
      .orderBy(desc(bug.publishedAt), desc(bug.id))
      .limit(sql.placeholder('limit'))
      .as('line');
    const inOrder = sql`order by ${lines.publishedAt} desc, ${lines.id} desc`;
    return tx
      .select({ bugs: sql<StoredLine[]>`coalesce(json_agg(line ${inOrder}), '[]'::json)` })
      .from(lines)
      .prepare(name);
  });
}

type StoredLine = Omit<PublicBug, 'publishedAt'> & { publishedAt: string };

function ofOrganization(): SQL {
  return eq(bug.organizationId, sql.placeholder('organizationId'));
}

function later(): SQL {
  return sql`(${bug.publishedAt}, ${bug.id}) < (${sql.placeholder('publishedAt')}::timestamptz, ${sql.placeholder('id')}::uuid)`;
}

/** A disclosed bug by its number; null for any other, as if there were none. */
export async function findPublicBug(tx: Tx, name: string): Promise<PublicBug | null> {
  const number = parseBugNumber(name);
  if (number === null) return null;
  const [row] = await tx
    .select(line)
    .from(bug)
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(and(isPublic, eq(organization.key, number.key), eq(bug.number, number.number)));
  return row ?? null;
}

// How well a bug fits is computed from its whole text, so not for every bug that says a common word.
const mostRanked = 500;

/** Disclosed bugs whose title or text matches, best first; of more than 500, the best of the newest 500. */
export async function searchPublicBugs(tx: Tx, text: string, limit: number): Promise<PublicBug[]> {
  const query = sql`websearch_to_tsquery('english', ${text})`;
  const says = sql`bug.search @@ ${query}`;
  const mayTell = sql`(${bug.disclosure} = 'full' or ${titleSays(query)})`;
  // Few matches are looked up; of many, the newest bugs soon show enough.
  const isFew = sql`(select count(*) from few) <= ${mostRanked}`;
  const candidates = sql`(
    with few as materialized (
      select id from bug where ${isPublic} and ${says} and ${mayTell} limit ${mostRanked + 1})
    select id from few where ${isFew}
    union all
    select id from (
      select id from bug where ${isPublic} and case when ${says} then true else false end and ${mayTell}
      order by published_at desc, id desc limit ${mostRanked}) newest
    where not ${isFew})`;
  return tx
    .select(line)
    .from(bug)
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(sql`${bug.id} in ${candidates}`)
    .orderBy(sql`ts_rank(bug.search, ${query}) desc`, desc(bug.id))
    .limit(limit);
}

// The text of a report is no part of a limited disclosure: not even whether a word stands in it.
const titleSays = (query: SQL): SQL => sql`to_tsvector('english', ${bug.title}) @@ ${query}`;

/** Disclosed bugs a person reported and agreed to be named for. */
export async function listCreditedBugs(tx: Tx, personId: string, limit: number): Promise<PublicBug[]> {
  return tx
    .select(line)
    .from(report)
    .innerJoin(bug, eq(bug.id, report.bugId))
    .innerJoin(organization, eq(organization.id, bug.organizationId))
    .where(and(eq(report.reporterId, personId), eq(report.creditPublic, true), isPublic))
    .orderBy(desc(bug.publishedAt), desc(bug.id))
    .limit(limit);
}

/** People with a public profile whose handle or name begins like this. */
export async function searchPeople(tx: Tx, text: string, limit: number) {
  const start = `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return tx
    .select({ handle: person.handle, displayName: person.displayName })
    .from(person)
    .where(
      and(
        eq(person.profilePublic, true),
        isNull(person.deletedAt),
        isNull(person.blockedAt),
        sql`(${person.handle} like ${start} or lower(${person.displayName}) like ${start})`,
      ),
    )
    .orderBy(person.handle)
    .limit(limit);
}

import type { Disclosure, State } from '@bugheist/bug/state';
import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../db/transaction.ts';

export interface SimilarQuery {
  organizationId: string;
  title: string;
  locationKey: string;
  except: string | null;
  /** Every bug but held ones; or those that are public, and those this person reported. */
  reach: 'all' | { reporterId: string | null };
}

export interface SimilarRow {
  id: string;
  key: string;
  number: number;
  title: string;
  state: State;
  /** 0 to 1. */
  likeness: number;
}

const nobody = '00000000-0000-0000-0000-000000000000';
const recentOpen = 1000;
const recentClosed = 500;
const enoughAlike = 0.3;

/**
 * Candidates come from three bounded look-ups: the latest bugs (compared letter by letter), those that say all the
 * words, those at the same place. A trigram index over a million titles is slower than this by a hundred times,
 * because titles of bugs share most of their words.
 */
export async function similarRows(tx: Tx, query: SimilarQuery): Promise<SimilarRow[]> {
  const { organizationId, title, locationKey } = query;
  const shown = sql`b.organization_id = ${organizationId} and b.held_at is null`;
  // A limited disclosure shows the title: neither the text nor the place may be guessed from it.
  const knows = within(query.reach, ['full']);
  const latest = (open: boolean, most: number): SQL => sql`
    (select b.id, b.title from bug b where ${shown} and b.is_open = ${open}
     order by b.created_at desc, b.id desc limit ${most})`;
  const { rows } = await tx.execute<SimilarRow & Record<string, unknown>>(sql`
    select b.id, o.key, b.number, b.title, b.state, max(c.likeness)::float8 as likeness
    from (
      select l.id, similarity(l.title, ${title}) as likeness
      from (${latest(true, recentOpen)} union all ${latest(false, recentClosed)}) l
      union all
      (select b.id, 0.5 from bug b
       where ${shown} and ${knows} and b.search @@ plainto_tsquery('english', ${title}) limit 50)
      union all
      (select b.id, 0.6 from bug b
       where ${shown} and ${knows} and ${locationKey} <> '' and b.location_key = ${locationKey} and b.location_key <> ''
       order by b.id desc limit 20)
    ) c
    join bug b on b.id = c.id
    join organization o on o.id = b.organization_id
    where c.likeness > ${enoughAlike} and b.id <> ${query.except ?? nobody} and ${within(query.reach, ['limited', 'full'])}
    group by b.id, o.key, b.number, b.title, b.state
    order by likeness desc, b.id desc
    limit 5`);
  return rows;
}

function within(reach: SimilarQuery['reach'], disclosures: readonly Disclosure[]): SQL {
  if (reach === 'all') return sql`true`;
  return sql`(b.disclosure in ${disclosures}
    or exists (select from report r where r.bug_id = b.id and r.reporter_id = ${reach.reporterId ?? nobody}))`;
}

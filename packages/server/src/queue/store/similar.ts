import type { State } from '@bugheist/bug/state';
import { sql } from 'drizzle-orm';
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

/** The title's trigrams and the place are two look-ups in two indexes; a bug found by both counts once. */
export async function similarRows(tx: Tx, query: SimilarQuery): Promise<SimilarRow[]> {
  const { organizationId, title, locationKey } = query;
  const within =
    query.reach === 'all'
      ? sql`b.held_at is null`
      : sql`((b.held_at is null and b.disclosure in ('limited', 'full')) or exists (
          select from report r where r.bug_id = b.id and r.reporter_id = ${query.reach.reporterId ?? nobody}))`;
  const scope = sql`b.organization_id = ${organizationId} and b.id <> ${query.except ?? nobody} and ${within}`;
  const { rows } = await tx.execute<SimilarRow & Record<string, unknown>>(sql`
    select f.id, o.key, f.number, f.title, f.state, max(f.likeness)::float8 as likeness
    from (
      (select b.id, b.number, b.title, b.state, similarity(b.title, ${title}) as likeness
       from bug b where b.title % ${title} and ${scope} order by likeness desc, b.id desc limit 10)
      union all
      (select b.id, b.number, b.title, b.state, 0.6 as likeness
       from bug b where ${locationKey} <> '' and b.location_key = ${locationKey} and b.location_key <> '' and ${scope}
       order by b.id desc limit 10)
    ) f
    join organization o on o.id = ${organizationId}
    group by f.id, o.key, f.number, f.title, f.state
    order by likeness desc, f.id desc
    limit 5`);
  return rows;
}

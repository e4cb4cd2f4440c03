import { formatBugNumber } from '@bugheist/bug/bug';
import type { Tx } from '../db/transaction.ts';
import { unstaffedOrganizations } from '../organization/store/organizations.ts';
import type { PersonActor } from '../permission/actor.ts';
import type { Cursor } from './queue-cursor.ts';
import type { QueueFilter, Sort } from './queue-filter.ts';
import type { Reach } from './store/queue-conditions.ts';
import { type QueueRow, queueRows } from './store/queue-page.ts';

export interface QueueEntry extends QueueRow {
  /** As `ACME-42`. */
  name: string;
}

export interface QueuePage {
  entries: readonly QueueEntry[];
  /** Where the next and the previous page begin; null at the ends. */
  after: Omit<Cursor, 'side'> | null;
  before: Omit<Cursor, 'side'> | null;
}

const pageSize = 50;

// Each organization is one look-up in an index; beyond that many, reading the list as a whole is cheaper.
const mostLookedUp = 200;

/** Every organization the actor works for, and what nobody has claimed for the instance's staff. */
export async function wholeReach(tx: Tx, actor: PersonActor): Promise<Reach> {
  const own = [...actor.roles.keys()];
  if (actor.staff === null) return { organizationIds: own, unstaffed: false };
  const unclaimed = await unstaffedOrganizations(tx, mostLookedUp + 1);
  return unclaimed.length > mostLookedUp
    ? { organizationIds: own, unstaffed: true }
    : { organizationIds: [...new Set([...own, ...unclaimed])], unstaffed: false };
}

/** One page of the bugs within reach; the reach was checked with `can`. */
export async function readQueue(
  tx: Tx,
  wanted: { filter: QueueFilter; reach: Reach; personId: string; size?: number },
  now: Date,
): Promise<QueuePage> {
  const { filter, size = pageSize } = wanted;
  const rows = await queueRows(tx, { ...wanted, size, now });
  const backwards = filter.cursor?.side === 'before';
  const more = rows.length > size;
  const kept = backwards ? rows.slice(more ? 1 : 0) : rows.slice(0, size);
  const first = kept[0];
  const last = kept.at(-1);
  const hasNewer = backwards ? more : filter.cursor !== null;
  const hasOlder = backwards || more;
  return {
    entries: kept.map((row) => ({ ...row, name: formatBugNumber(row) })),
    before: first && hasNewer ? cursorAt(filter.sort, first) : null,
    after: last && hasOlder ? cursorAt(filter.sort, last) : null,
  };
}

function cursorAt(sort: Sort, row: QueueRow): Omit<Cursor, 'side'> {
  if (sort === 'severity') return { key: String(row.severityRank), id: row.id };
  return { key: (sort === 'changed' ? row.updatedAt : row.createdAt).toISOString(), id: row.id };
}

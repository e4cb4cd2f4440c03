import { formatBugNumber, parseBugNumber } from '@bugheist/bug/bug';
import type { Tx } from '../db/transaction.ts';
import type { BugObject } from '../permission/object.ts';
import { notFound } from '../refusal.ts';
import { lockBugs, type OwnedBugRow, unscopedBugByNumber, unscopedBugsById } from './store/bugs.ts';

/** A bug as read, with what `can` judges it by. */
export interface LoadedBug extends OwnedBugRow {
  object: BugObject;
  /** As `ACME-42`. */
  name: string;
  reporterIds: readonly string[];
  reportIds: readonly string[];
}

/** The bug called `ACME-42`, or null. Whoever asks must put `object` before `can`. */
export async function loadBug(tx: Tx, name: string): Promise<LoadedBug | null> {
  const number = parseBugNumber(name);
  const row = number && (await unscopedBugByNumber(tx, number.key, number.number));
  return row ? loaded(row) : null;
}

/** As `loadBug`, by id. */
export async function loadBugById(tx: Tx, id: string): Promise<LoadedBug | null> {
  const [row] = await unscopedBugsById(tx, [id]);
  return row ? loaded(row) : null;
}

/** In no particular order; ids nobody has are left out. */
export async function loadBugsById(tx: Tx, ids: readonly string[]): Promise<LoadedBug[]> {
  return (await unscopedBugsById(tx, ids)).map(loaded);
}

/** As `loadBugById`, and nobody else changes it until the transaction ends. Throws `not-found`. */
export async function lockBug(tx: Tx, id: string): Promise<LoadedBug> {
  await lockBugs(tx, [id]);
  const bug = await loadBugById(tx, id);
  if (!bug) throw notFound('bug');
  return bug;
}

function loaded(row: OwnedBugRow): LoadedBug {
  const reportIds = row.reports.map(({ id }) => id);
  const reporterIds = row.reports.flatMap(({ reporterId }) => reporterId ?? []);
  return {
    ...row,
    name: formatBugNumber(row),
    reporterIds,
    reportIds,
    object: {
      type: 'bug',
      organization: { type: 'organization', id: row.organizationId, staffed: row.staffedAt !== null },
      kind: row.kind,
      disclosure: row.disclosure,
      held: row.heldAt !== null,
      reporterIds,
      reportIds,
    },
  };
}

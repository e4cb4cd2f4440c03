import type { Tx } from '../db/transaction.ts';
import { lockOrganization } from '../organization/store/organizations.ts';
import { type LoadedBug, loadBug, lockBug } from './load-bug.ts';
import { lockBugs } from './store/bugs.ts';
import { headOf } from './store/merges.ts';

// Locks are taken in one order everywhere: the organization (filing, merging), then bugs by id. So nobody deadlocks.

/** Keeps everybody else from filing, merging, or changing either bug. The parent may not exist. */
export async function lockForMerge(tx: Tx, bug: LoadedBug, parent: string): Promise<LoadedBug> {
  await lockOrganization(tx, bug.organizationId);
  const found = await loadBug(tx, parent);
  await lockBugs(tx, found ? [bug.id, found.id] : [bug.id]);
  return lockBug(tx, bug.id);
}

/** As `lockForMerge`, for a duplicate and the bug that stands for it. */
export async function lockForUndo(tx: Tx, bug: LoadedBug): Promise<LoadedBug> {
  await lockOrganization(tx, bug.organizationId);
  await lockBugs(tx, [bug.id, await headOf(tx, bug.id)]);
  return lockBug(tx, bug.id);
}

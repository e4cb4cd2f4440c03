import { isOpen } from '@bugheist/bug/state';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor } from '../permission/actor.ts';
import type { LoadedReport } from '../queue/load-report.ts';
import { hasLivingSighting, setWithdrawn } from '../queue/store/reports.ts';
import { transition } from '../queue/transition.ts';
import { Refusal } from '../refusal.ts';
import { reportWords } from '../words/report.ts';

/**
 * Takes a report back. Its bug is closed with it, unless somebody or something else sees the bug too. Nothing is
 * deleted. The caller has checked `report.edit`.
 */
export async function withdrawReport(
  tx: Tx,
  { report, bug, object }: LoadedReport,
  actor: Actor,
  now: Date,
): Promise<void> {
  if (report.withdrawnAt !== null) throw new Refusal('conflict', reportWords.errors.alreadyWithdrawn);
  await setWithdrawn(tx, report.id, now);
  const change = { actor, action: 'report.withdraw', objectType: 'report', objectId: report.id };
  await recordAudit(tx, change, now);
  if (!isOpen(bug.state) || (await hasLivingSighting(tx, bug.id))) return;
  await transition(
    tx,
    { bugId: bug.id, name: 'withdraw', actor, report: object, expectedVersion: null },
    now,
  );
}

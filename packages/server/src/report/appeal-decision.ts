import { isOpen } from '@bugheist/bug/state';
import { recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/transaction.ts';
import { newId } from '../id.ts';
import { type Actor, personId } from '../permission/actor.ts';
import type { LoadedBug } from '../queue/load-bug.ts';
import type { LoadedReport } from '../queue/load-report.ts';
import { Refusal } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import { type AppealRow, insertAppeal, latestAppeal } from './store/appeals.ts';

/** Whether there is a decision against the report that has not been appealed yet: one appeal for each decision. */
export function isAppealable(bug: LoadedBug, latest: AppealRow | null): boolean {
  if (isOpen(bug.state) || unappealable.has(bug.state)) return false;
  return latest === null || latest.createdAt < bug.stateChangedAt;
}

// Nothing was decided against the reporter.
const unappealable: ReadonlySet<string> = new Set(['resolved', 'withdrawn']);

/** Asks somebody from outside the case to look again. The caller has checked `report.appeal`. */
export async function appealDecision(
  tx: Tx,
  { report, bug }: LoadedReport,
  { actor, body }: { actor: Actor; body: string },
  now: Date,
): Promise<void> {
  if (!isAppealable(bug, await latestAppeal(tx, report.id)))
    throw new Refusal('conflict', reportWords.errors.notAppealable);
  const id = newId(now);
  const row = { id, bugId: bug.id, reportId: report.id, personId: personId(actor), body, createdAt: now };
  await insertAppeal(tx, row);
  await recordAudit(tx, { actor, action: 'report.appeal', objectType: 'report', objectId: report.id }, now);
}

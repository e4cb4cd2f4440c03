import type { Tx } from '../db/transaction.ts';
import { isId } from '../id.ts';
import type { ReportObject } from '../permission/object.ts';
import { type LoadedBug, loadBugById } from './load-bug.ts';
import { type ReportRow, unscopedReportById } from './store/reports.ts';

/** A report with the bug it was filed under; a merge moves the sighting, never the report. */
export interface LoadedReport {
  report: ReportRow;
  bug: LoadedBug;
  object: ReportObject;
}

/** Null when there is none. Whoever asks must put `object` before `can`. */
export async function loadReport(tx: Tx, id: string): Promise<LoadedReport | null> {
  const report = isId(id) ? await unscopedReportById(tx, id) : null;
  const bug = report && (await loadBugById(tx, report.bugId));
  if (!report || !bug) return null;
  const { reporterId } = report;
  return { report, bug, object: { type: 'report', id: report.id, reporterId, bug: bug.object } };
}

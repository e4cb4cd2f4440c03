import type { Tx } from '../db/transaction.ts';
import { rendererVersion } from '../markdown/render.ts';
import type { Actor } from '../permission/actor.ts';
import type { LoadedReport } from '../queue/load-report.ts';
import { recordEvent } from '../queue/record-event.ts';
import { setSearchBody } from '../queue/store/reports.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { reportWords } from '../words/report.ts';
import { contentErrors, contentOf, type ReportContent } from './content.ts';
import { maskSecrets } from './mask-secrets.ts';
import { assessmentOf } from './rating.ts';
import { insertRevision, writeVersion } from './store/reports.ts';
import { cleanTitle, rendered } from './submit.ts';

export type Edited = { ok: true; masked: readonly string[] } | { ok: false; errors: readonly FieldError[] };

/** A filed report as the form shows it. What it is about (place, kind) is the organization's to change by now. */
export const contentOfReport = ({ report, bug }: LoadedReport): ReportContent =>
  contentOf({
    location: report.location,
    kind: bug.kind,
    title: report.title,
    body: report.bodyMarkdown,
    steps: report.stepsMarkdown,
    impact: report.impactMarkdown,
    exchange: report.httpExchange,
    cvss: report.cvssVector ?? '',
    weakness: report.weakness === null ? '' : `CWE-${report.weakness}`,
    credit: report.creditPublic ? 'yes' : '',
  });

/**
 * Writes a new version of a report; the one before stays readable. The caller has checked `report.edit`. Throws `stale`
 * when the report was edited since `expectedVersion`.
 */
export async function editReport(
  tx: Tx,
  loaded: LoadedReport,
  edit: { content: ReportContent; expectedVersion: number; actor: Actor },
  now: Date,
): Promise<Edited> {
  const { report, bug } = loaded;
  const { content, actor } = edit;
  const assessment = assessmentOf(content);
  const errors = [...contentErrors({ ...content, kind: bug.kind }), ...assessment.errors];
  if (errors.length > 0) return { ok: false, errors };

  const [body, steps, impact] = [content.body, content.steps, content.impact].map(rendered);
  if (!body || !steps || !impact) throw new Error('Expected three rendered texts.');
  const exchange = maskSecrets(content.exchange.trim());
  const title = cleanTitle(content.title);
  const written = await writeVersion(
    tx,
    report.id,
    edit.expectedVersion,
    {
      title,
      bodyMarkdown: body.markdown,
      bodyHtml: body.html,
      stepsMarkdown: steps.markdown,
      stepsHtml: steps.html,
      impactMarkdown: impact.markdown,
      impactHtml: impact.html,
      rendererVersion,
      httpExchange: exchange.text,
      cvssVector: assessment.rating?.cvssVector ?? null,
      weakness: assessment.weakness,
      creditPublic: report.reporterId !== null && content.credit === 'yes',
    },
    now,
  );
  if (!written) throw new Refusal('stale', reportWords.errors.editedMeanwhile);
  await insertRevision(tx, {
    reportId: report.id,
    version: report.version,
    content: revisionOf(loaded),
    writtenAt: report.updatedAt,
  });
  await setSearchBody(
    tx,
    bug.id,
    [report.location, body.markdown, steps.markdown, impact.markdown].join('\n'),
  );
  const event = { bug, type: 'report-edited', actor, audience: 'reporter', tells: [] } as const;
  await recordEvent(tx, { ...event, content: { report: report.id, version: report.version + 1 } }, now);
  return { ok: true, masked: exchange.masked };
}

/** What an earlier version keeps: the words, not their HTML, which is made again by the renderer of the day. */
const revisionOf = ({ report }: LoadedReport) => ({
  title: report.title,
  body: report.bodyMarkdown,
  steps: report.stepsMarkdown,
  impact: report.impactMarkdown,
  exchange: report.httpExchange,
  cvss: report.cvssVector ?? '',
  weakness: report.weakness === null ? '' : `CWE-${report.weakness}`,
});

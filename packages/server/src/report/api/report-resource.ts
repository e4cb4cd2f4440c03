import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { states } from '@bugheist/bug/state';
import { z } from 'zod';
import { attachmentResource, attachmentSchema } from '../../queue/api/attachment-resource.ts';
import type { LoadedReport } from '../../queue/load-report.ts';
import type { CommentRow } from '../../queue/store/conversation.ts';
import { notFound } from '../../refusal.ts';
import { link, urls } from '../../urls.ts';
import { versionTag } from '../../web/conditional.ts';
import { json, type Reply } from '../../web/reply.ts';
import type { ConversationFile } from '../store/conversation-files.ts';
import type { ListedReport } from '../store/reports.ts';

const moment = z.iso.datetime();

/** A report as its reporter and the organization read it over the API. */
export const reportSchema = z.object({
  id: z.uuid(),
  bug: z.string(),
  organization: z.string(),
  title: z.string(),
  kind: z.enum(kinds),
  state: z.enum(states),
  severity: z.enum(severities).nullable(),
  held: z.boolean(),
  location: z.string(),
  body: z.string(),
  steps: z.string(),
  impact: z.string(),
  exchange: z.string(),
  cvss: z.string().nullable(),
  weakness: z.number().int().nullable(),
  version: z.number().int(),
  createdAt: moment,
  updatedAt: moment,
  withdrawnAt: moment.nullable(),
});

const reportResource = ({ report, bug }: LoadedReport): z.output<typeof reportSchema> => ({
  id: report.id,
  bug: bug.name,
  organization: bug.slug,
  title: report.title,
  kind: bug.kind,
  state: bug.state,
  severity: bug.severity,
  held: bug.heldAt !== null,
  location: report.location,
  body: report.bodyMarkdown,
  steps: report.stepsMarkdown,
  impact: report.impactMarkdown,
  exchange: report.httpExchange,
  cvss: report.cvssVector,
  weakness: report.weakness,
  version: report.version,
  createdAt: report.createdAt.toISOString(),
  updatedAt: report.updatedAt.toISOString(),
  withdrawnAt: report.withdrawnAt?.toISOString() ?? null,
});

/** The report as it is now, with its version as ETag; 404 when it is gone. */
export function answerReport(loaded: LoadedReport | null, status: 200 | 201): Reply {
  if (!loaded) throw notFound('report');
  const { id, version } = loaded.report;
  return json(reportResource(loaded), status, {
    etag: versionTag(version),
    ...(status === 201 ? { location: link(urls.apiReport, { id }) } : {}),
  });
}

/** One line of the list of one's own reports. */
export const listedSchema = z.object({
  id: z.uuid(),
  bug: z.string(),
  organization: z.string(),
  title: z.string(),
  kind: z.enum(kinds),
  state: z.enum(states),
  severity: z.enum(severities).nullable(),
  held: z.boolean(),
  createdAt: moment,
});

export const listedResource = (row: ListedReport): z.output<typeof listedSchema> => ({
  id: row.id,
  bug: `${row.key}-${row.number}`,
  organization: row.organizationName,
  title: row.title,
  kind: row.kind,
  state: row.state,
  severity: row.severity,
  held: row.heldAt !== null,
  createdAt: row.createdAt.toISOString(),
});

export const commentSchema = z.object({
  id: z.uuid(),
  author: z.string().nullable(),
  role: z.enum(['reporter', 'member', 'staff']),
  html: z.string(),
  files: z.array(attachmentSchema),
  createdAt: moment,
});

export const commentResource = (
  row: CommentRow,
  files: readonly ConversationFile[],
): z.output<typeof commentSchema> => ({
  id: row.id,
  author: row.authorHandle,
  role: row.authorRole,
  html: row.bodyHtml,
  files: files.filter(({ commentId }) => commentId === row.id).map(attachmentResource),
  createdAt: row.createdAt.toISOString(),
});

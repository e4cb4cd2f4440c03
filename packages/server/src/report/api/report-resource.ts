import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import { states } from '@bugheist/bug/state';
import { z } from 'zod';
import type { AttachmentRow } from '../../files/store.ts';
import type { LoadedReport } from '../../queue/load-report.ts';
import type { CommentRow } from '../../queue/store/conversation.ts';
import { link, urls } from '../../urls.ts';
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

export const reportResource = ({ report, bug }: LoadedReport): z.output<typeof reportSchema> => ({
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
  createdAt: moment,
});

export const commentResource = (row: CommentRow): z.output<typeof commentSchema> => ({
  id: row.id,
  author: row.authorHandle,
  role: row.authorRole,
  html: row.bodyHtml,
  createdAt: row.createdAt.toISOString(),
});

export const attachmentSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  isImage: z.boolean(),
  url: z.string(),
});

export const attachmentResource = (row: AttachmentRow): z.output<typeof attachmentSchema> => ({
  id: row.id,
  name: row.fileName,
  mediaType: row.mediaType,
  bytes: row.bytes,
  isImage: row.isImage,
  url: link(urls.apiAttachment, { id: row.id }),
});

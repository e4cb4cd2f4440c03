import { kinds } from '@bugheist/bug/kind';
import { severities } from '@bugheist/bug/severity';
import type { Place } from '@bugheist/bug/sighting';
import { disclosures, states } from '@bugheist/bug/state';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';

type Json = Record<string, unknown>;

export const bug = pgTable('bug', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  number: integer('number').notNull(),
  title: text('title').notNull(),
  kind: text('kind', { enum: kinds }).notNull(),
  state: text('state', { enum: states }).notNull(),
  isOpen: boolean('is_open')
    .notNull()
    .generatedAlwaysAs(sql`state in ('new', 'needs-info', 'triaged', 'fixing', 'retest')`),
  severity: text('severity', { enum: severities }),
  severityRank: smallint('severity_rank').notNull().default(-1),
  cvssVector: text('cvss_vector'),
  cvssScore: numeric('cvss_score', { precision: 3, scale: 1, mode: 'number' }),
  weakness: integer('weakness'),
  assetId: uuid('asset_id'),
  location: text('location').notNull().default(''),
  locationKey: text('location_key').notNull().default(''),
  disclosure: text('disclosure', { enum: disclosures }).notNull().default('private'),
  publishedAt: moment('published_at'),
  publishedBy: uuid('published_by'),
  heldAt: moment('held_at'),
  assigneeId: uuid('assignee_id'),
  duplicateOf: uuid('duplicate_of'),
  sources: text('sources').array().notNull().default([]),
  firstSeenAt: moment('first_seen_at').notNull(),
  lastSeenAt: moment('last_seen_at').notNull(),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
  stateChangedAt: moment('state_changed_at').notNull(),
  closedAt: moment('closed_at'),
  searchBody: text('search_body').notNull().default(''),
  version: integer('version').notNull().default(1),
});

export const report = pgTable('report', {
  id: uuid('id').primaryKey(),
  bugId: uuid('bug_id').notNull(),
  reporterId: uuid('reporter_id'),
  claimHash: bytea('claim_hash'),
  creditPublic: boolean('credit_public').notNull().default(false),
  title: text('title').notNull(),
  location: text('location').notNull().default(''),
  bodyMarkdown: text('body_markdown').notNull(),
  bodyHtml: text('body_html').notNull(),
  stepsMarkdown: text('steps_markdown').notNull().default(''),
  stepsHtml: text('steps_html').notNull().default(''),
  impactMarkdown: text('impact_markdown').notNull().default(''),
  impactHtml: text('impact_html').notNull().default(''),
  rendererVersion: integer('renderer_version').notNull(),
  httpExchange: text('http_exchange').notNull().default(''),
  cvssVector: text('cvss_vector'),
  weakness: integer('weakness'),
  version: integer('version').notNull().default(1),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
  withdrawnAt: moment('withdrawn_at'),
});

export const reportRevision = pgTable(
  'report_revision',
  {
    reportId: uuid('report_id').notNull(),
    version: integer('version').notNull(),
    content: jsonb('content').$type<Json>().notNull(),
    writtenAt: moment('written_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.reportId, table.version] })],
);

/** Who the machine is and what it saw, by the ground's words; a person's evidence stands in the report. */
export interface MachineEvidence {
  tool?: string;
  toolVersion?: string | null;
  guard?: string;
  rule?: string;
  scenario?: string;
  message?: string;
  snippet?: string | null;
  count?: number;
  /** As `Date.toISOString` writes them. */
  firstAt?: string;
  lastAt?: string;
  lines?: readonly string[];
  decisions?: readonly string[];
}

export const sighting = pgTable('sighting', {
  id: uuid('id').primaryKey(),
  bugId: uuid('bug_id').notNull(),
  filedUnder: uuid('filed_under').notNull(),
  type: text('type', { enum: ['report', 'hit', 'incident'] }).notNull(),
  source: text('source').notNull(),
  seenAt: moment('seen_at').notNull(),
  reportId: uuid('report_id'),
  place: jsonb('place').$type<Place | { type?: never }>().notNull().default({}),
  evidence: jsonb('evidence').$type<MachineEvidence>().notNull().default({}),
  createdAt: moment('created_at').notNull(),
});

export const fingerprint = pgTable(
  'fingerprint',
  {
    sightingId: uuid('sighting_id').notNull(),
    bugId: uuid('bug_id').notNull(),
    organizationId: uuid('organization_id').notNull(),
    scheme: text('scheme').notNull(),
    version: smallint('version').notNull(),
    value: text('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sightingId, table.scheme, table.version, table.value] })],
);

export const comment = pgTable('comment', {
  id: uuid('id').primaryKey(),
  reportId: uuid('report_id').notNull(),
  authorId: uuid('author_id'),
  authorRole: text('author_role', { enum: ['reporter', 'member', 'staff'] }).notNull(),
  bodyMarkdown: text('body_markdown').notNull(),
  bodyHtml: text('body_html').notNull(),
  rendererVersion: integer('renderer_version').notNull(),
  createdAt: moment('created_at').notNull(),
});

export const note = pgTable('note', {
  id: uuid('id').primaryKey(),
  bugId: uuid('bug_id').notNull(),
  authorId: uuid('author_id').notNull(),
  bodyMarkdown: text('body_markdown').notNull(),
  bodyHtml: text('body_html').notNull(),
  rendererVersion: integer('renderer_version').notNull(),
  createdAt: moment('created_at').notNull(),
});

export const bugEvent = pgTable('bug_event', {
  id: uuid('id').primaryKey(),
  bugId: uuid('bug_id').notNull(),
  type: text('type').notNull(),
  actorId: uuid('actor_id'),
  actorKind: text('actor_kind', { enum: ['reporter', 'member', 'staff', 'system'] }).notNull(),
  at: moment('at').notNull(),
  audience: text('audience', { enum: ['reporter', 'members'] }).notNull(),
  content: jsonb('content').$type<Json>().notNull().default({}),
});

export const bugLabel = pgTable(
  'bug_label',
  { bugId: uuid('bug_id').notNull(), labelId: uuid('label_id').notNull() },
  (table) => [primaryKey({ columns: [table.bugId, table.labelId] })],
);

export const watcher = pgTable(
  'watcher',
  {
    bugId: uuid('bug_id').notNull(),
    personId: uuid('person_id').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.bugId, table.personId] })],
);

export const merge = pgTable('merge', {
  id: uuid('id').primaryKey(),
  childId: uuid('child_id').notNull(),
  parentId: uuid('parent_id').notNull(),
  previousState: text('previous_state', { enum: states }).notNull(),
  mergedBy: uuid('merged_by'),
  mergedAt: moment('merged_at').notNull(),
  undoneBy: uuid('undone_by'),
  undoneAt: moment('undone_at'),
});

export const attachment = pgTable('attachment', {
  id: uuid('id').primaryKey(),
  draftId: uuid('draft_id'),
  reportId: uuid('report_id'),
  commentId: uuid('comment_id'),
  noteId: uuid('note_id'),
  uploaderId: uuid('uploader_id'),
  fileName: text('file_name').notNull(),
  mediaType: text('media_type').notNull(),
  isImage: boolean('is_image').notNull(),
  width: integer('width'),
  height: integer('height'),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  sha256: bytea('sha256').notNull(),
  createdAt: moment('created_at').notNull(),
});

export const draft = pgTable('draft', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id'),
  tokenHash: bytea('token_hash'),
  content: jsonb('content').$type<Json>().notNull(),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});

export const savedView = pgTable('saved_view', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  organizationId: uuid('organization_id'),
  name: text('name').notNull(),
  query: text('query').notNull(),
  createdAt: moment('created_at').notNull(),
});

export const disclosureRequest = pgTable('disclosure_request', {
  id: uuid('id').primaryKey(),
  bugId: uuid('bug_id').notNull(),
  side: text('side', { enum: ['reporter', 'organization'] }).notNull(),
  level: text('level', { enum: ['limited', 'full'] }).notNull(),
  summaryMarkdown: text('summary_markdown').notNull().default(''),
  summaryHtml: text('summary_html').notNull().default(''),
  rendererVersion: integer('renderer_version').notNull(),
  requestedBy: uuid('requested_by'),
  requestedAt: moment('requested_at').notNull(),
  outcome: text('outcome', { enum: ['published', 'declined', 'withdrawn'] }),
  endedAt: moment('ended_at'),
});

export const bugOutbox = pgTable('bug_outbox', {
  eventId: uuid('event_id').primaryKey(),
  tells: uuid('tells').array(),
  mentions: uuid('mentions').array().notNull().default([]),
});

export const notification = pgTable('notification', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  bugId: uuid('bug_id').notNull(),
  type: text('type').notNull(),
  content: jsonb('content').$type<Json>().notNull().default({}),
  createdAt: moment('created_at').notNull(),
  readAt: moment('read_at'),
  mailedAt: moment('mailed_at'),
  eventId: uuid('event_id'),
});

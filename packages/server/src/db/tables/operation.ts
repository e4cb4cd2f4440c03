import { bigint, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';

type Json = Record<string, unknown>;

export const hold = pgTable('hold', {
  id: uuid('id').primaryKey(),
  bugId: uuid('bug_id').notNull(),
  reason: text('reason').notNull(),
  score: integer('score').notNull(),
  signals: jsonb('signals').$type<string[]>().notNull().default([]),
  heldAt: moment('held_at').notNull(),
  outcome: text('outcome', { enum: ['released', 'spam'] }),
  decidedBy: uuid('decided_by'),
  decidedAt: moment('decided_at'),
  decisionReason: text('decision_reason'),
});

export const appeal = pgTable('appeal', {
  id: uuid('id').primaryKey(),
  bugId: uuid('bug_id'),
  reportId: uuid('report_id'),
  personId: uuid('person_id'),
  body: text('body').notNull(),
  createdAt: moment('created_at').notNull(),
  outcome: text('outcome', { enum: ['upheld', 'rejected'] }),
  answer: text('answer'),
  decidedBy: uuid('decided_by'),
  decidedAt: moment('decided_at'),
});

export const auditEntry = pgTable('audit_entry', {
  id: uuid('id').primaryKey(),
  at: moment('at').notNull(),
  actorId: uuid('actor_id'),
  actorKind: text('actor_kind').notNull(),
  action: text('action').notNull(),
  objectType: text('object_type').notNull(),
  objectId: text('object_id').notNull(),
  content: jsonb('content').$type<Json>().notNull().default({}),
  position: bigint('position', { mode: 'number' }),
  hash: bytea('hash'),
});

export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    personId: uuid('person_id').notNull(),
    key: text('key').notNull(),
    requestHash: bytea('request_hash').notNull(),
    status: integer('status'),
    response: jsonb('response').$type<unknown>(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.key] })],
);

export const mail = pgTable('mail', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id'),
  recipient: text('recipient').notNull(),
  subject: text('subject').notNull(),
  textBody: text('text_body').notNull(),
  htmlBody: text('html_body').notNull(),
  headers: jsonb('headers').$type<Record<string, string>>().notNull().default({}),
  createdAt: moment('created_at').notNull(),
  sentAt: moment('sent_at'),
  failures: integer('failures').notNull().default(0),
  lastError: text('last_error'),
});

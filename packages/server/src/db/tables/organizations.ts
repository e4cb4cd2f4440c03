import { assetTypes } from '@bugheist/bug/asset';
import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';

export const organization = pgTable('organization', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull(),
  key: text('key').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  domain: text('domain'),
  staffedAt: moment('staffed_at'),
  defaultDisclosure: text('default_disclosure', { enum: ['private', 'full'] })
    .notNull()
    .default('private'),
  nextBugNumber: integer('next_bug_number').notNull().default(1),
  createdAt: moment('created_at').notNull(),
  createdBy: uuid('created_by'),
});

export const membership = pgTable(
  'membership',
  {
    organizationId: uuid('organization_id').notNull(),
    personId: uuid('person_id').notNull(),
    role: text('role', { enum: ['owner', 'manager', 'triager', 'developer', 'viewer'] }).notNull(),
    createdAt: moment('created_at').notNull(),
    createdBy: uuid('created_by'),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.personId] })],
);

export const invitation = pgTable('invitation', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  role: text('role', { enum: ['owner', 'manager', 'triager', 'developer', 'viewer'] }).notNull(),
  tokenHash: bytea('token_hash').notNull(),
  note: text('note').notNull().default(''),
  byMail: boolean('by_mail').notNull().default(false),
  createdBy: uuid('created_by').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  acceptedAt: moment('accepted_at'),
  acceptedBy: uuid('accepted_by'),
});

export const asset = pgTable('asset', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  type: text('type', { enum: assetTypes }).notNull(),
  identifier: text('identifier').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  createdAt: moment('created_at').notNull(),
  archivedAt: moment('archived_at'),
});

export const label = pgTable('label', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  name: text('name').notNull(),
  colour: text('colour').notNull().default('grey'),
  createdAt: moment('created_at').notNull(),
});

export const replyTemplate = pgTable('reply_template', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id').notNull(),
  name: text('name').notNull(),
  bodyMarkdown: text('body_markdown').notNull(),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});

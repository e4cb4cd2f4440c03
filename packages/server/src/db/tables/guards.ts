import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';

type Json = Record<string, unknown>;

export const perimeter = pgTable('perimeter', {
  id: uuid('id').primaryKey(),
  organizationId: uuid('organization_id'),
  nextChange: bigint('next_change', { mode: 'number' }).notNull().default(1),
  createdAt: moment('created_at').notNull(),
});

export const guard = pgTable('guard', {
  id: uuid('id').primaryKey(),
  perimeterId: uuid('perimeter_id').notNull(),
  name: text('name').notNull(),
  tokenHash: bytea('token_hash'),
  prefix: text('prefix').notNull().default(''),
  createdAt: moment('created_at').notNull(),
  createdBy: uuid('created_by'),
  revokedAt: moment('revoked_at'),
  lastSeenAt: moment('last_seen_at'),
  figures: jsonb('figures').$type<Json>().notNull().default({}),
});

export const guardMinute = pgTable(
  'guard_minute',
  {
    guardId: uuid('guard_id').notNull(),
    minute: moment('minute').notNull(),
    requests: bigint('requests', { mode: 'number' }).notNull().default(0),
    blocked: bigint('blocked', { mode: 'number' }).notNull().default(0),
    alerts: bigint('alerts', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.guardId, table.minute] })],
);

export const guardIncident = pgTable('guard_incident', {
  id: uuid('id').primaryKey(),
  guardId: uuid('guard_id').notNull(),
  perimeterId: uuid('perimeter_id').notNull(),
  key: bytea('key').notNull(),
  kind: text('kind', { enum: ['background', 'attack', 'alarm'] }).notNull(),
  scenario: text('scenario').notNull(),
  content: jsonb('content').$type<Json>().notNull(),
  runs: jsonb('runs').$type<Record<string, { alerts: number; events: number }>>().notNull(),
  sightingId: uuid('sighting_id'),
  bugId: uuid('bug_id'),
  opened: boolean('opened').notNull().default(false),
  firstAt: moment('first_at').notNull(),
  lastAt: moment('last_at').notNull(),
  createdAt: moment('created_at').notNull(),
  updatedAt: moment('updated_at').notNull(),
});

export const guardDecision = pgTable(
  'guard_decision',
  {
    perimeterId: uuid('perimeter_id').notNull(),
    id: text('id').notNull(),
    guardId: uuid('guard_id'),
    scope: text('scope').notNull(),
    value: text('value').notNull(),
    host: text('host').notNull(),
    measure: text('measure').notNull(),
    scenario: text('scenario').notNull(),
    reason: text('reason').notNull(),
    evidence: jsonb('evidence').$type<string[]>().notNull().default([]),
    startsAt: moment('starts_at').notNull(),
    endsAt: moment('ends_at').notNull(),
    origin: text('origin', { enum: ['guard', 'operator'] }).notNull(),
    shadow: boolean('shadow').notNull(),
    held: boolean('held').notNull(),
    strike: integer('strike').notNull(),
    endedAt: moment('ended_at'),
    endedBy: text('ended_by'),
    endedWhy: text('ended_why'),
    confirmedAt: moment('confirmed_at'),
    confirmedBy: text('confirmed_by'),
    change: bigint('change', { mode: 'number' }).notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.perimeterId, table.id] })],
);

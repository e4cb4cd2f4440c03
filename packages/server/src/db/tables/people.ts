import { bigint, boolean, inet, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, moment } from './columns.ts';

export const person = pgTable('person', {
  id: uuid('id').primaryKey(),
  handle: text('handle').notNull(),
  displayName: text('display_name').notNull().default(''),
  email: text('email'),
  passwordHash: text('password_hash'),
  staff: text('staff', { enum: ['administrator', 'moderator'] }),
  bio: text('bio').notNull().default(''),
  profilePublic: boolean('profile_public').notNull().default(false),
  locale: text('locale').notNull().default('en'),
  timeZone: text('time_zone').notNull().default('UTC'),
  theme: text('theme', { enum: ['auto', 'light', 'dark'] })
    .notNull()
    .default('auto'),
  notifyByMail: boolean('notify_by_mail').notNull().default(true),
  blockedAt: moment('blocked_at'),
  blockedReason: text('blocked_reason'),
  deletedAt: moment('deleted_at'),
  passwordChangedAt: moment('password_changed_at'),
  createdAt: moment('created_at').notNull(),
});

export const oneTimeLink = pgTable('one_time_link', {
  id: uuid('id').primaryKey(),
  purpose: text('purpose', {
    enum: [
      'first-administrator',
      'sign-up',
      'password-reset',
      'address-change',
      'address-revert',
      'invitation',
    ],
  }).notNull(),
  tokenHash: bytea('token_hash').notNull(),
  personId: uuid('person_id'),
  content: jsonb('content').$type<Record<string, unknown>>().notNull().default({}),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});

export const session = pgTable('session', {
  id: uuid('id').primaryKey(),
  tokenHash: bytea('token_hash').notNull(),
  personId: uuid('person_id').notNull(),
  createdAt: moment('created_at').notNull(),
  authenticatedAt: moment('authenticated_at').notNull(),
  lastSeenAt: moment('last_seen_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  secondFactor: boolean('second_factor').notNull().default(false),
  userAgent: text('user_agent').notNull().default(''),
  address: inet('address'),
});

export const pendingSignIn = pgTable('pending_sign_in', {
  id: uuid('id').primaryKey(),
  tokenHash: bytea('token_hash').notNull(),
  personId: uuid('person_id').notNull(),
  failures: integer('failures').notNull().default(0),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

export const totp = pgTable('totp', {
  personId: uuid('person_id').primaryKey(),
  secret: bytea('secret').notNull(),
  confirmedAt: moment('confirmed_at'),
  lastCounter: bigint('last_counter', { mode: 'number' }).notNull().default(0),
  createdAt: moment('created_at').notNull(),
});

export const recoveryCode = pgTable(
  'recovery_code',
  {
    personId: uuid('person_id').notNull(),
    codeHash: bytea('code_hash').notNull(),
    usedAt: moment('used_at'),
  },
  (table) => [primaryKey({ columns: [table.personId, table.codeHash] })],
);

export const passkey = pgTable('passkey', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  credentialId: bytea('credential_id').notNull(),
  publicKey: bytea('public_key').notNull(),
  counter: bigint('counter', { mode: 'number' }).notNull().default(0),
  transports: text('transports').array().notNull().default([]),
  name: text('name').notNull(),
  backedUp: boolean('backed_up').notNull().default(false),
  createdAt: moment('created_at').notNull(),
  lastUsedAt: moment('last_used_at'),
});

export const passkeyChallenge = pgTable('passkey_challenge', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id'),
  purpose: text('purpose', { enum: ['register', 'sign-in'] }).notNull(),
  challenge: text('challenge').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

export const apiToken = pgTable('api_token', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id').notNull(),
  name: text('name').notNull(),
  tokenHash: bytea('token_hash').notNull(),
  prefix: text('prefix').notNull(),
  scopes: text('scopes').array().notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at'),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
});

export const throttle = pgTable('throttle', {
  key: text('key').primaryKey(),
  theoreticalArrival: moment('theoretical_arrival').notNull(),
});

export const setting = pgTable('setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').$type<unknown>().notNull(),
  updatedAt: moment('updated_at').notNull(),
  updatedBy: uuid('updated_by'),
});

import { stat } from 'node:fs/promises';
import { and, isNotNull, isNull, sql } from 'drizzle-orm';
import { verifyAudit } from '../../audit/verify.ts';
import { auditEntry } from '../../db/tables/operation.ts';
import { passkey, person, totp } from '../../db/tables/people.ts';
import type { Check } from './check.ts';

/** Weaknesses in how the instance keeps what it knows, and in who administers it. */
export const storageChecks: readonly Check[] = [
  {
    id: 'B001',
    level: 'error',
    consequence: 'The server does not start.',
    remedy: 'Follow the sentence above.',
    test: ({ databaseProblem }) => databaseProblem,
  },
  {
    id: 'B020',
    level: 'warning',
    consequence:
      'A leaked copy of the database is enough to forge form tokens and read second-factor secrets.',
    remedy: 'Set SECRET_KEY, for instance from "openssl rand -base64 32", and keep it outside the database.',
    test: ({ config }) => (config.secretKey === null ? 'The instance secret lies in the database.' : null),
  },
  {
    id: 'B021',
    level: 'warning',
    consequence: 'Reports and passwords cross the network readable.',
    remedy: 'Add sslmode=verify-full to DATABASE_URL, or connect over a local socket.',
    test: ({ config }) => {
      if (config.databaseUrl === null) return null;
      const url = new URL(config.databaseUrl.reveal());
      const local = ['', 'localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
      const mode = url.searchParams.get('sslmode') ?? '';
      return local || ['require', 'verify-ca', 'verify-full'].includes(mode)
        ? null
        : 'DATABASE_URL connects to another machine without TLS.';
    },
  },
  {
    id: 'B022',
    level: 'warning',
    consequence: 'One process serves everybody and one disk holds everything.',
    remedy:
      'Set DATABASE_URL to a PostgreSQL, or run "bugheist db backup" every night and keep the files elsewhere.',
    test: ({ config }) =>
      config.databaseUrl === null && config.given.has('BASE_URL')
        ? 'A public instance runs on the embedded database.'
        : null,
  },
  {
    id: 'B023',
    level: 'error',
    consequence: 'Other users of this machine read unpublished bugs.',
    remedy: 'chmod 700 the data directory.',
    test: async ({ config }) => {
      const found = await stat(config.dataDirectory).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return found && (found.mode & 0o077) !== 0 ? 'The data directory is open to other users.' : null;
    },
  },
  {
    id: 'B024',
    level: 'warning',
    consequence: 'A flaw in the program would own the whole machine.',
    remedy: 'Run BugHeist as a user of its own.',
    test: ({ userId }) => (userId === 0 ? 'BugHeist runs as root.' : null),
  },
  {
    id: 'B025',
    level: 'warning',
    consequence:
      'A flaw in the program could read every other database and run commands on the database server.',
    remedy: 'Connect as a role that owns only this database.',
    test: async ({ tx, config }) => {
      if (tx === null || config.databaseUrl === null) return null;
      const { rows } = await tx.execute<{ superuser: boolean }>(
        sql`select rolsuper as superuser from pg_roles where rolname = current_user`,
      );
      return rows[0]?.superuser ? 'The database role is a superuser.' : null;
    },
  },
  {
    id: 'B030',
    level: 'error',
    consequence:
      'Nobody looks after the instance, and the one-time link that makes an administrator is still open.',
    remedy: 'Open the link that "bugheist serve" prints.',
    test: async ({ tx }) => {
      if (tx === null) return null;
      const [found] = await tx
        .select({ id: person.id })
        .from(person)
        .where(sql`${person.staff} = 'administrator'`)
        .limit(1);
      return found ? null : 'There is no administrator yet.';
    },
  },
  {
    id: 'B031',
    level: 'warning',
    consequence: 'One stolen password opens everything.',
    remedy: 'Every member of staff adds a passkey or an authenticator app under Account → Security.',
    test: async ({ tx }) => {
      if (tx === null) return null;
      const rows = await tx
        .select({ handle: person.handle })
        .from(person)
        .where(
          and(
            isNotNull(person.staff),
            isNull(person.deletedAt),
            sql`not exists (select 1 from ${totp} where ${totp.personId} = ${person.id} and ${totp.confirmedAt} is not null)`,
            sql`not exists (select 1 from ${passkey} where ${passkey.personId} = ${person.id})`,
          ),
        );
      return rows.length > 0
        ? `Staff without a second factor: ${rows.map(({ handle }) => handle).join(', ')}.`
        : null;
    },
  },
  {
    id: 'B040',
    level: 'error',
    consequence: 'Somebody changed what the instance remembers of who did what.',
    remedy: 'Compare with a backup; treat the database server as compromised until explained.',
    test: async ({ tx }) => {
      if (tx === null) return null;
      const verdict = await verifyAudit(tx);
      return verdict.ok ? null : `The audit log is broken: ${verdict.reason}.`;
    },
  },
  {
    id: 'B041',
    level: 'warning',
    consequence: 'What is not sealed yet can still be altered unnoticed.',
    remedy: 'Look at the log for errors of the job "audit.seal".',
    test: async ({ tx, now }) => {
      if (tx === null) return null;
      const before = new Date(now.getTime() - 3600_000);
      const [found] = await tx
        .select({ id: auditEntry.id })
        .from(auditEntry)
        .where(and(isNull(auditEntry.position), sql`${auditEntry.at} < ${before.toISOString()}::timestamptz`))
        .limit(1);
      return found ? 'Audit entries older than an hour are not sealed.' : null;
    },
  },
];

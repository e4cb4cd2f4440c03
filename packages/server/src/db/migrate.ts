import { sql } from 'drizzle-orm';
import type { Database, DatabaseLog, RawTransaction } from './database.ts';
import { DatabaseUnavailable, sqlState } from './errors.ts';
import { type Migration, migrationFolder, readMigrations } from './migrations.ts';

export interface MigrateOptions {
  /** Stop after the migration of this number. */
  upTo?: number;
  folder?: string;
  log?: DatabaseLog;
}

/**
 * Brings the schema up to this program, one transaction a file, and returns the names of the files it applied.
 * Safe when several processes start at once. Throws `DatabaseUnavailable` when the database is newer than the
 * program, was migrated by other files, or lets its user create nothing.
 */
export async function migrate(database: Database, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.folder ?? migrationFolder);
  const upTo = options.upTo ?? migrations.length;
  const applied: string[] = [];
  const wasEmpty = () => applied[0] === migrations[0]?.file;
  for (;;) {
    const next = await database
      .rawTransaction((raw) => applyNext(raw, migrations, upTo, database.kind))
      .catch(explain);
    if (next === null) break;
    applied.push(next.file);
    // Of an empty database nobody wants to read every step; of one with data, each may take long.
    if (!wasEmpty()) options.log?.info(`Migrated the database: ${next.file}`);
  }
  if (applied.length > 0 && wasEmpty())
    options.log?.info(`Made the tables of an empty database: ${applied.length} migrations`);
  return applied;
}

/** What the database's owner has to do first; anything else is thrown as it came. */
function explain(cause: unknown): never {
  const state = sqlState(cause);
  if (state === '42501')
    throw new DatabaseUnavailable(
      'The user of DATABASE_URL may not create tables: it must own the database. ' +
        'As an administrator: alter database NAME owner to USER.',
      { cause },
    );
  // Before PostgreSQL 16 a missing extension is a missing file.
  if ((state === '0A000' || state === '58P01') && String(cause).includes('pg_trgm'))
    throw new DatabaseUnavailable(
      'PostgreSQL lacks the extension pg_trgm: install its contrib package (postgresql-contrib) and start again.',
      { cause },
    );
  throw cause;
}

async function applyNext(
  raw: RawTransaction,
  migrations: Migration[],
  upTo: number,
  kind: Database['kind'],
): Promise<Migration | null> {
  if (kind === 'postgresql') {
    await raw.script('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
    // Held to the end of this transaction, so whoever waited here reads what the other one has applied.
    await raw.rows('select pg_advisory_xact_lock($1)', [lockKey]);
  }
  await raw.script(bookkeeping);
  const applied = await readApplied(raw);
  checkHistory(applied, migrations);
  const next = migrations[applied.length];
  if (next === undefined || next.number > upTo) return null;
  await raw.script(next.text);
  await raw.tx.execute(
    sql`insert into schema_migration (number, name, sha256) values (${next.number}, ${next.name}, ${next.sha256})`,
  );
  return next;
}

// "bugheist" in ASCII: an advisory lock is a number all programs on one database share.
const lockKey = '7094690486067753844';

const bookkeeping = `create table if not exists schema_migration (
  number integer primary key,
  name text not null,
  sha256 text not null,
  applied_at timestamptz not null default now()
)`;

interface Applied {
  number: number;
  name: string;
  sha256: string;
}

async function readApplied(raw: RawTransaction): Promise<Applied[]> {
  const rows = await raw.rows('select number, name, sha256 from schema_migration order by number');
  return rows.map(({ number, name, sha256 }) => ({
    number: Number(number),
    name: String(name),
    sha256: String(sha256),
  }));
}

function checkHistory(applied: Applied[], migrations: Migration[]): void {
  const newest = applied.at(-1);
  if (newest && newest.number > migrations.length)
    throw new DatabaseUnavailable(
      `The database is newer than this program: it is at migration ${newest.number} (${newest.name}), the program ` +
        `knows ${migrations.length}. Install the newer BugHeist again, or restore a backup made with this one.`,
    );
  for (const [index, done] of applied.entries()) {
    const migration = migrations[index];
    if (done.number === migration?.number && done.sha256 === migration.sha256) continue;
    throw new DatabaseUnavailable(
      `Migration ${done.number} (${done.name}) of the database is not the one of this program ` +
        `(${migration?.file ?? 'none'}). A migration is never edited: reinstall BugHeist, or restore a backup.`,
    );
  }
}

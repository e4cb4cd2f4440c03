import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { RawTransaction } from '../database.ts';
import { type BackupRecord, RowDigest, type Totals } from './record.ts';
import { portableTables, quote, readLines } from './tables.ts';

/** Folders whose files belong to an instance, by the name they have in a backup. */
export type Folders = Record<string, string>;

export interface ExportOptions {
  folders: Folders;
  release: string;
  now: Date;
}

/**
 * Everything in the database, and every file of the folders, as records. The transaction must be one that
 * `readConsistently` prepared.
 */
export async function* exportAll(raw: RawTransaction, options: ExportOptions): AsyncGenerator<BackupRecord> {
  const totals: Totals = { tables: 0, rows: 0, files: 0 };
  const [newest] = await raw.rows('select coalesce(max(number), 0) as number from schema_migration');
  yield {
    is: 'bugheist-backup',
    format: 1,
    schema: Number(newest?.['number']),
    release: options.release,
    writtenAt: options.now.toISOString(),
  };
  for (const { schema, name, columns } of await portableTables(raw)) {
    const names = columns.map((column) => column.name);
    const digest = new RowDigest();
    yield { is: 'table', schema, name, columns: names };
    for await (const line of readLines(raw, { schema, name }, names)) {
      digest.add(line);
      yield { is: 'row', line };
    }
    yield { is: 'table-end', rows: digest.rows, digest: digest.digest };
    totals.tables++;
    totals.rows += digest.rows;
  }
  yield* exportSequences(raw);
  for (const [folder, directory] of Object.entries(options.folders)) {
    for (const path of filesIn(directory)) {
      if (yield* exportFile(folder, directory, path)) totals.files++;
    }
  }
  yield { is: 'end', ...totals };
}

/** Makes a transaction see one moment of the database however long it takes. */
export async function readConsistently(raw: RawTransaction): Promise<void> {
  await raw.script('set transaction isolation level repeatable read, read only');
  await raw.script('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
}

async function* exportSequences(raw: RawTransaction): AsyncGenerator<BackupRecord> {
  const sequences = await raw.rows(
    "select sequencename as name from pg_sequences where schemaname = 'public'",
  );
  for (const { name } of sequences) {
    const [state] = await raw.rows(
      `select last_value::text as value, is_called as called from ${quote(String(name))}`,
    );
    yield {
      is: 'sequence',
      name: String(name),
      value: String(state?.['value']),
      called: state?.['called'] === true,
    };
  }
}

function filesIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(directory.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
}

async function* exportFile(
  folder: string,
  directory: string,
  path: string,
): AsyncGenerator<BackupRecord, boolean> {
  const handle = await open(join(directory, path)).catch((error: NodeJS.ErrnoException) => {
    // Somebody may remove an attachment while a backup of a running instance is under way.
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return false;
  yield { is: 'file', folder, path };
  const hash = createHash('sha256');
  let bytes = 0;
  // A multiple of three, so that no base64 line carries padding but the last.
  for await (const data of handle.createReadStream({ highWaterMark: 96 * 1024 })) {
    hash.update(data);
    bytes += data.length;
    yield { is: 'piece', data };
  }
  yield { is: 'file-end', bytes, sha256: hash.digest('hex') };
  return true;
}

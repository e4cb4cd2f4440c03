import { version as release } from '../../package-root.ts';
import type { Database } from '../database.ts';
import { exportAll, type Folders, readConsistently } from './export.ts';
import { readBackup, writeBackup } from './file.ts';
import { type ImportOptions, importAll } from './import.ts';
import type { Totals } from './record.ts';

export interface Written extends Totals {
  bytes: number;
}

/**
 * Writes one moment of the database, and the folders' files, to a new file. The embedded database serves nobody else
 * meanwhile; on PostgreSQL everybody goes on.
 */
export async function backUp(
  database: Database,
  file: string,
  options: { folders: Folders; now: Date },
): Promise<Written> {
  return database.rawTransaction(async (raw) => {
    await readConsistently(raw);
    let totals: Totals = { tables: 0, rows: 0, files: 0 };
    const records = async function* () {
      for await (const record of exportAll(raw, { ...options, release })) {
        if (record.is === 'end') totals = { tables: record.tables, rows: record.rows, files: record.files };
        yield record;
      }
    };
    const bytes = await writeBackup(file, records());
    return { ...totals, bytes };
  });
}

/** Loads a backup file into an empty database and empty folders: all of it or nothing. */
export function restore(target: Database, file: string, options: ImportOptions): Promise<Totals> {
  return importAll(target, readBackup(file), options);
}

/** Copies everything of one database into another, empty one: all of it or nothing. Files stay where they are. */
export function move(
  source: Database,
  target: Database,
  options: Omit<ImportOptions, 'folders'> & { now: Date },
): Promise<Totals> {
  return source.rawTransaction(async (raw) => {
    await readConsistently(raw);
    const records = exportAll(raw, { folders: {}, release, now: options.now });
    return importAll(target, records, { ...options, folders: {} });
  });
}

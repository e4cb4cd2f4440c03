import type { Database, DatabaseLog, RawTransaction } from '../database.ts';
import { migrate } from '../migrate.ts';
import { migrationFolder, readMigrations } from '../migrations.ts';
import type { Folders } from './export.ts';
import { FileLanding } from './file-landing.ts';
import { loadLines, setSequence, withoutChecks } from './load.ts';
import { type BackupRecord, type Marker, RowDigest, type Totals } from './record.ts';
import { BackupRefused } from './refused.ts';
import { portableTables, qualified, readLines, type Table } from './tables.ts';

export interface ImportOptions {
  folders: Folders;
  /** Makes the tables of the job queue, which come with its library and not with our migrations. */
  prepareJobs(database: Database): Promise<void>;
  log?: DatabaseLog;
}

/**
 * Loads a backup into an empty database: all of it, with every count and checksum right, or nothing. Throws
 * `BackupRefused` when the target is not empty, the backup is newer than this program, damaged or cut short.
 */
export async function importAll(
  target: Database,
  records: AsyncIterable<BackupRecord>,
  options: ImportOptions,
): Promise<Totals> {
  const source = records[Symbol.asyncIterator]();
  const header = await next(source);
  if (header.is !== 'bugheist-backup') throw damaged('it does not begin like one');
  const known = readMigrations(migrationFolder).length;
  if (header.schema > known)
    throw new BackupRefused(
      `The backup was written by BugHeist ${header.release} with migration ${header.schema}; this program knows ` +
        `${known}. Restore it with that release or a newer one.`,
    );
  await requireEmpty(target);
  await migrate(target, { upTo: header.schema, ...(options.log && { log: options.log }) });
  await options.prepareJobs(target);
  const landing = new FileLanding(options.folders);
  try {
    const totals = await target.rawTransaction(async (raw) => {
      await raw.script('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0');
      return withoutChecks(raw, await portableTables(raw), (tables) =>
        load(raw, source, tables, landing, header.release),
      );
    });
    landing.settle();
    await migrate(target, options.log && { log: options.log });
    return totals;
  } catch (error) {
    landing.discard();
    throw error;
  }
}

type Source = AsyncIterator<BackupRecord>;

async function load(
  raw: RawTransaction,
  source: Source,
  tables: Table[],
  landing: FileLanding,
  release: string,
): Promise<Totals> {
  const totals: Totals = { tables: 0, rows: 0, files: 0 };
  for (;;) {
    const record = await next(source);
    if (record.is === 'end') {
      const { tables: wanted, rows, files } = record;
      if (wanted === totals.tables && rows === totals.rows && files === totals.files) return totals;
      throw damaged('its totals differ from what it holds');
    }
    if (record.is === 'table') {
      totals.rows += await loadTable(raw, source, record, tables, release);
      totals.tables++;
    } else if (record.is === 'sequence') await setSequence(raw, record);
    else if (record.is === 'file') {
      await landFile(source, record, landing);
      totals.files++;
    } else throw damaged(`"${record.is}" came where a table or a file was expected`);
  }
}

async function loadTable(
  raw: RawTransaction,
  source: Source,
  header: Extract<Marker, { is: 'table' }>,
  tables: Table[],
  release: string,
): Promise<number> {
  const table = tables.find(({ schema, name }) => schema === header.schema && name === header.name);
  const columns = header.columns.map((name) => table?.columns.find((column) => column.name === name));
  if (!table || !columns.every((column) => column !== undefined))
    throw new BackupRefused(
      `The backup's table ${header.schema}.${header.name} does not fit this program. ` +
        `Restore it with BugHeist ${release}, which wrote it, then upgrade.`,
    );
  const read = new RowDigest();
  let record = await next(source);
  const lines = async function* () {
    for (; record.is === 'row'; record = await next(source)) {
      read.add(record.line);
      yield record.line;
    }
  };
  await loadLines(raw, table, columns, lines());
  if (record.is !== 'table-end') throw damaged(`table ${header.name} does not end`);
  if (record.rows !== read.rows || record.digest !== read.digest)
    throw damaged(`the checksum of table ${header.name} is wrong`);
  const kept = new RowDigest();
  for await (const line of readLines(raw, table, header.columns)) kept.add(line);
  if (kept.rows !== read.rows || kept.digest !== read.digest)
    throw new BackupRefused(`Table ${header.name} did not arrive as it was sent; nothing was restored.`);
  return read.rows;
}

async function landFile(
  source: Source,
  file: Extract<Marker, { is: 'file' }>,
  landing: FileLanding,
): Promise<void> {
  landing.begin(file.folder, file.path);
  let record = await next(source);
  for (; record.is === 'piece'; record = await next(source)) landing.write(record.data);
  if (record.is !== 'file-end') throw damaged(`file ${file.path} does not end`);
  const { bytes, sha256 } = landing.end();
  if (bytes !== record.bytes || sha256 !== record.sha256)
    throw damaged(`the checksum of file ${file.path} is wrong`);
}

async function requireEmpty(target: Database): Promise<void> {
  await target.rawTransaction(
    async (raw) => {
      for (const table of await portableTables(raw)) {
        if (table.name === 'queue') continue;
        const rows = await raw.rows(`select from ${qualified(table)} limit 1`);
        if (rows.length === 0) continue;
        throw new BackupRefused(
          `The target is not empty: table ${table.name} has rows. Restore into a new database or another DATA_DIR.`,
        );
      }
    },
    { readOnly: true },
  );
}

async function next(source: Source): Promise<BackupRecord> {
  const { value, done } = await source.next();
  if (done === true) throw damaged('it ends in the middle');
  return value;
}

const damaged = (how: string) => new BackupRefused(`The backup is damaged: ${how}. Nothing was restored.`);

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import { backUp, move, restore, type Written } from '../db/backup/backup.ts';
import { backupCommandName, writtenBackup } from '../db/backup/command.ts';
import { BackupRefused } from '../db/backup/refused.ts';
import { askControl, ControlFailed } from '../db/control.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { DatabaseUnavailable } from '../db/errors.ts';
import { prepareJobs } from '../jobs/runner.ts';

const help = `Usage: bugheist db backup [FILE]
       bugheist db restore FILE
       bugheist db move --to URL
       bugheist db move --from URL

backup   writes the whole instance, attachments in DATA_DIR included, to one file (default: named by the time).
         The server may run. Keep the file as safe as the instance: it holds everything.
restore  loads such a file into an empty database: DATA_DIR, or DATABASE_URL when that is set.
move     copies the embedded database in DATA_DIR to an empty PostgreSQL, or back. What was copied from stays as
         it is. Attachments stay where they are. URL may be the word DATABASE_URL, for the one in the
         environment: a password on the command line can be seen by other users of this machine.

restore and move want the server stopped. They load everything, compare every table's checksum, and otherwise
leave the target empty.

Exit codes: 0 done, 1 refused and nothing changed, 2 wrong usage or configuration.
Examples:
  bugheist db backup /var/backups/bugheist-monday.backup
  DATA_DIR=./restored bugheist db restore /var/backups/bugheist-monday.backup
  DATABASE_URL=postgresql://… bugheist db move --to DATABASE_URL`;

type Environment = Record<string, string | undefined>;

/** `bugheist db`: 0 when done, 1 when refused, 2 for a usage error. */
export async function db(args: readonly string[], environment: Environment = process.env): Promise<number> {
  const parsed = readArguments(args);
  if (typeof parsed === 'string') {
    console.error(`${parsed}\n\n${help}`);
    return 2;
  }
  if (parsed.command === 'help') {
    console.log(help);
    return 0;
  }
  try {
    const { dataDirectory, databaseUrl } = readConfig(environment);
    const place = { dataDirectory, url: databaseUrl?.reveal() ?? null };
    console.log(await perform(parsed, place));
    return 0;
  } catch (error) {
    const foreseen = [ConfigError, DatabaseUnavailable, BackupRefused, ControlFailed];
    if (!(error instanceof Error && foreseen.some((kind) => error instanceof kind))) throw error;
    console.error(error.message);
    return error instanceof ConfigError ? 2 : 1;
  }
}

type Request =
  | { command: 'help' }
  | { command: 'backup'; file: string | undefined }
  | { command: 'restore'; file: string }
  | { command: 'move'; direction: 'to' | 'from'; url: string };

interface Place {
  dataDirectory: string;
  url: string | null;
}

/** What is asked for, or what is wrong with it. */
function readArguments(args: readonly string[]): Request | string {
  const options = {
    to: { type: 'string' },
    from: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  const [command, file, ...more] = positionals;
  if (values.help) return { command: 'help' };
  if (command === 'move' && file === undefined) {
    const { to, from } = values;
    if (to !== undefined && from === undefined) return { command, direction: 'to', url: to };
    if (from !== undefined && to === undefined) return { command, direction: 'from', url: from };
    return 'db move: expected --to URL or --from URL.';
  }
  if (values.to !== undefined || values.from !== undefined)
    return 'db: --to and --from belong to db move alone.';
  if (more.length > 0) return `db ${command}: expected one file, got ${more.length + 1}.`;
  if (command === 'backup') return { command, file };
  if (command === 'restore') return file === undefined ? 'db restore: expected a FILE.' : { command, file };
  return command === undefined ? 'db: expected backup, restore or move.' : `db: there is no "${command}".`;
}

async function perform(request: Exclude<Request, { command: 'help' }>, place: Place): Promise<string> {
  if (request.command === 'backup') return performBackup(request.file, place);
  if (request.command === 'restore') return performRestore(resolve(request.file), place);
  const url = request.url === 'DATABASE_URL' ? place.url : request.url;
  if (url === null) throw new DatabaseUnavailable('DATABASE_URL is not set in the environment.');
  return request.direction === 'to' ? moveTo(url, place.dataDirectory) : moveFrom(url, place.dataDirectory);
}

async function performBackup(name: string | undefined, place: Place): Promise<string> {
  const now = new Date();
  const file = resolve(name ?? `bugheist-${now.toISOString().slice(0, 19).replaceAll(':', '')}.backup`);
  const written = (await askServer(file, place)) ?? (await backUpHere(file, place, now));
  const size = (written.bytes / 1e6).toFixed(1);
  return `Wrote ${file}: ${written.rows} rows of ${written.tables} tables and ${written.files} files, ${size} MB.`;
}

async function askServer(file: string, { url, dataDirectory }: Place): Promise<Written | null> {
  if (url !== null || !existsSync(dataDirectory)) return null;
  const answer = await askControl(dataDirectory, backupCommandName, { file });
  return answer && writtenBackup.parse(answer.output);
}

function backUpHere(file: string, place: Place, now: Date): Promise<Written> {
  if (place.url === null) requireEmbedded(place.dataDirectory);
  return using(place, (database) => backUp(database, file, { folders: foldersIn(place.dataDirectory), now }));
}

function performRestore(file: string, place: Place): Promise<string> {
  if (!existsSync(file)) throw new BackupRefused(`There is no file ${file}.`);
  return using(place, async (database) => {
    await requireAlone(database);
    const totals = await restore(database, file, {
      folders: foldersIn(place.dataDirectory),
      prepareJobs: makeQueue,
    });
    return `Restored ${totals.rows} rows of ${totals.tables} tables and ${totals.files} files; every checksum agrees.`;
  });
}

function moveTo(url: string, dataDirectory: string): Promise<string> {
  requireEmbedded(dataDirectory);
  return copy({ url: null, dataDirectory }, { url, dataDirectory }, (copied) =>
    [
      `Moved ${copied}`,
      'Now set DATABASE_URL to that database and start the server.',
      `The embedded database in ${dataDirectory} is as it was: remove ${join(dataDirectory, 'database')} once you are sure.`,
    ].join('\n'),
  );
}

function moveFrom(url: string, dataDirectory: string): Promise<string> {
  return copy({ url, dataDirectory }, { url: null, dataDirectory }, (copied) =>
    [`Moved ${copied}`, `Now start the server without DATABASE_URL, with DATA_DIR=${dataDirectory}.`].join(
      '\n',
    ),
  );
}

function copy(from: Place, to: Place, tell: (copied: string) => string): Promise<string> {
  return using(from, (source) =>
    using(to, async (target) => {
      await requireAlone(source);
      await requireAlone(target);
      const { rows, tables } = await move(source, target, { prepareJobs: makeQueue, now: new Date() });
      return tell(`${rows} rows of ${tables} tables; every checksum agrees.`);
    }),
  );
}

async function using<T>({ url, dataDirectory }: Place, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, dataDirectory });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function requireAlone(database: Database): Promise<void> {
  if (database.kind === 'embedded') return;
  const [others] = await database.raw.rows(
    `select count(*)::integer as count from pg_stat_activity
     where datname = current_database() and application_name = 'bugheist' and pid <> pg_backend_pid()`,
  );
  if (others?.['count'] === 0) return;
  throw new BackupRefused('A BugHeist server is connected to that PostgreSQL database. Stop it first.');
}

function requireEmbedded(dataDirectory: string): void {
  if (existsSync(join(dataDirectory, 'database'))) return;
  throw new BackupRefused(`There is no embedded database in ${resolve(dataDirectory)}. Is DATA_DIR right?`);
}

async function makeQueue(database: Database): Promise<void> {
  const jobs = await prepareJobs(database, []);
  await jobs.stop();
}

/** The folders in the data directory that belong to an instance. */
export const foldersIn = (dataDirectory: string) => ({ files: join(resolve(dataDirectory), 'files') });

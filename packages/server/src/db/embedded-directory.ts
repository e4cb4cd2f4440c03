import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { lockDirectory } from './directory-lock.ts';
import { DurableFiles, startParameters } from './durable-files.ts';
import { Embedded, extensions } from './embedded.ts';
import { DatabaseUnavailable } from './errors.ts';
import { checkPgliteVersion } from './pglite-version.ts';

/**
 * Opens, or creates, the embedded database in `dataDirectory/database`. Throws `DatabaseUnavailable` when another
 * process has the directory, it cannot be written, or a commit does not reach the disk.
 */
export async function openEmbedded(dataDirectory: string): Promise<Embedded> {
  checkPgliteVersion();
  prepareDirectory(dataDirectory);
  const unlock = lockDirectory(dataDirectory);
  try {
    const directory = join(dataDirectory, 'database');
    if (!existsSync(join(directory, 'PG_VERSION'))) await createDatabase(directory);
    const { pglite, files } = await open(directory);
    await proveDurable(pglite, files);
    return new Embedded(pglite, unlock);
  } catch (error) {
    unlock();
    throw explain(error, dataDirectory);
  }
}

function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
  } catch (error) {
    throw explain(error, directory);
  }
}

// PGlite copies a fresh database file by file: killed half-way it would leave something that looks like one.
async function createDatabase(directory: string): Promise<void> {
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
  const { pglite } = await open(draft);
  await pglite.close();
  renameSync(draft, directory);
  syncDirectory(dirname(directory));
}

async function open(directory: string): Promise<{ pglite: PGlite; files: DurableFiles }> {
  const files = new DurableFiles(directory);
  const pglite = await PGlite.create({
    fs: files,
    extensions,
    startParams: startParameters(PGlite.defaultStartParams),
  });
  return { pglite, files };
}

async function proveDurable(pglite: PGlite, files: DurableFiles): Promise<void> {
  const before = files.synced;
  await pglite.query("select pg_logical_emit_message(true, 'bugheist', 'does a commit reach the disk?')");
  if (files.synced > before) return;
  await pglite.close();
  throw new DatabaseUnavailable(
    'The embedded database committed without an fsync, so a power cut would lose data; BugHeist does not start on it. ' +
      'Reinstall BugHeist with its exact dependencies, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function explain(error: unknown, directory: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const reason = typeof code === 'string' ? reasons[code] : undefined;
  if (reason === undefined) return error;
  return new DatabaseUnavailable(`The data directory ${directory} ${reason}`, { cause: error });
}

const reasons: Record<string, string> = {
  EACCES: 'cannot be written: this user lacks the permission. Change its owner, or set DATA_DIR elsewhere.',
  EPERM: 'cannot be written: this user lacks the permission. Change its owner, or set DATA_DIR elsewhere.',
  EROFS: 'is on a read-only file system. Set DATA_DIR to a writable place.',
  ENOSPC:
    'is on a full disk. Free some space (the database needs about 100 MB to start), or set DATA_DIR elsewhere.',
  EDQUOT: 'has used up its disk quota. Free some space, or set DATA_DIR elsewhere.',
  ENOTDIR: 'is not a directory. Set DATA_DIR to one.',
  EEXIST: 'is not a directory. Set DATA_DIR to one.',
};

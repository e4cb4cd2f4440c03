import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { compileOnce } from './compiler.ts';
import type { DatabaseOptions } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { DurableFiles, startParameters } from './durable-files.ts';
import { Embedded, extensions } from './embedded.ts';
import { DatabaseUnavailable } from './errors.ts';
import { unpackFreshCluster } from './fresh-cluster.ts';
import { freeBytes, keeperOf } from './keeper.ts';
import { checkPgliteVersion } from './pglite-version.ts';

/**
 * Opens, or creates, the embedded database in `dataDirectory/database`. Throws `DatabaseUnavailable` when another
 * process has the directory, it cannot be written, or a commit does not reach the disk.
 */
export async function openEmbedded(
  dataDirectory: string,
  { log, askDiskEveryMs = 1000 }: Pick<DatabaseOptions, 'log' | 'askDiskEveryMs'> = {},
): Promise<Embedded> {
  checkPgliteVersion();
  const unlock = takeDirectory(dataDirectory);
  try {
    const directory = join(dataDirectory, 'database');
    if (!existsSync(join(directory, 'PG_VERSION'))) await createDatabase(directory);
    const { pglite, files } = await open(directory);
    await proveDurable(pglite, files);
    return new Embedded(pglite, keeperOf(directory, files, unlock, askDiskEveryMs), log);
  } catch (error) {
    unlock();
    throw explain(error, dataDirectory);
  }
}

function takeDirectory(directory: string): () => void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
    return lockDirectory(directory);
  } catch (error) {
    throw explain(error, directory);
  }
}

// A fresh database comes file by file: killed half-way it would leave something that looks like one.
async function createDatabase(directory: string): Promise<void> {
  const parent = dirname(directory);
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new DatabaseUnavailable(
      `${directory} holds files but no database (PG_VERSION is missing). Restore a backup, or move it away.`,
    );
  if (freeBytes(parent) < createBytes) throw Object.assign(new Error('too little room'), { code: 'ENOSPC' });
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  if (!unpackFreshCluster(draft)) await (await open(draft)).pglite.close();
  for (const entry of readdirSync(draft, { recursive: true, encoding: 'utf8' })) sync(join(draft, entry));
  sync(draft);
  renameSync(draft, directory);
  sync(parent);
}

const createBytes = 128 * 1024 * 1024;

async function open(directory: string): Promise<{ pglite: PGlite; files: DurableFiles }> {
  compileOnce();
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

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function explain(error: unknown, directory: string): unknown {
  if (error instanceof DatabaseUnavailable) return error;
  // PostgreSQL's start says only that it failed when there is no room for its own small files.
  const full = existsSync(directory) && freeBytes(directory) < 1024 * 1024;
  const reason = reasons[full ? 'ENOSPC' : codeOf(error)];
  if (reason === undefined) return error;
  return new DatabaseUnavailable(`The data directory ${directory} ${reason}`, { cause: error });
}

// PGlite's runtime throws objects with musl's error numbers.
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('errno' in error && error.errno === 51) return 'ENOSPC';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}

const reasons: Record<string, string> = {
  EACCES: 'cannot be written: this user lacks the permission. Change its owner, or set DATA_DIR elsewhere.',
  EPERM: 'cannot be written: this user lacks the permission. Change its owner, or set DATA_DIR elsewhere.',
  EROFS: 'is on a read-only file system. Set DATA_DIR to a writable place.',
  ENOSPC: 'is on a full disk. Free some space (a new database needs 128 MB), or set DATA_DIR elsewhere.',
  EDQUOT: 'has used up its disk quota. Free some space, or set DATA_DIR elsewhere.',
  ENOTDIR: 'is not a directory. Set DATA_DIR to one.',
  EEXIST: 'is not a directory. Set DATA_DIR to one.',
};

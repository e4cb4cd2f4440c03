import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseUnavailable } from './errors.ts';

/**
 * Takes the data directory for this process, or throws `DatabaseUnavailable` naming the process that has it.
 * Returns how to let go.
 *
 * The lock is SQLite's exclusive one on an otherwise empty file: Node offers no file lock of its own, and this is
 * one the kernel releases however the process dies, that also holds between containers sharing the directory.
 */
export function lockDirectory(directory: string): () => void {
  const lock = new DatabaseSync(join(directory, 'lock'));
  try {
    // Without a journal file the lock needs no room on the disk and leaves no second file behind.
    lock.exec('pragma journal_mode = memory; pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    lock.close();
    throw refusal(directory, error);
  }
  // Never into the lock file itself: closing any other descriptor of it would drop a POSIX lock.
  try {
    writeFileSync(ownerFile(directory), `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => lock.close();
}

/** The process that last took the directory; it has it still only while taking the lock fails. */
function lastOwner(directory: string): number | null {
  try {
    return Number.parseInt(readFileSync(ownerFile(directory), 'utf8'), 10) || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const ownerFile = (directory: string) => join(directory, 'owner.pid');

function refusal(directory: string, error: unknown): DatabaseUnavailable {
  const busy = error instanceof Error && 'errcode' in error && error.errcode === 5;
  if (!busy)
    return new DatabaseUnavailable(
      `The data directory ${directory} cannot be locked (${String(error)}). Its file system must support file locks.`,
      { cause: error },
    );
  const owner = lastOwner(directory);
  const who = owner === null ? 'another process' : `process ${owner}`;
  return new DatabaseUnavailable(
    `The data directory ${directory} is in use by ${who}. Stop that process first, give this one another DATA_DIR, ` +
      'or set DATABASE_URL to a PostgreSQL server, which several processes can share.',
  );
}

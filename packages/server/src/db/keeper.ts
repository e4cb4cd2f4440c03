import { statfsSync } from 'node:fs';
import { DatabaseUnavailable } from './errors.ts';

/** What stands behind an embedded database: its files, their disk, and the lock on their directory. */
export interface Keeper {
  /** Throws when the disk lost something and the database must not be used any more. */
  check(): void;
  /** Whether the disk has too little room to go on writing. */
  isLow(): boolean;
  release(): void;
}

/** Less free space than this, and writing stops while there is still room to commit what runs and to close. */
const reservedBytes = 64 * 1024 * 1024;

/** Watches the directory's disk, asking the kernel how full it is at most once in `askEveryMs`. */
export function keeperOf(
  directory: string,
  files: { failure: Error | null },
  release: () => void,
  askEveryMs: number,
): Keeper {
  let asked = Number.NEGATIVE_INFINITY;
  let low = false;
  return {
    check: () => {
      if (files.failure === null) return;
      throw new DatabaseUnavailable(
        `The disk holding ${directory} failed or is full, so the database stopped before it could lose anything. ` +
          'Make room or mend it, then start BugHeist again: everything that was confirmed is kept.',
        { cause: files.failure },
      );
    },
    isLow: () => {
      const now = performance.now();
      if (now - asked < askEveryMs) return low;
      asked = now;
      low = freeBytes(directory) < reservedBytes;
      return low;
    },
    release,
  };
}

/** What an unprivileged process may still write there. */
export function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../config/config.ts';
import { fileFailure } from '../file-failure.ts';

/** Writes a file and the folders it lies in. Throws UsageError that begins with `asked`, the option that named it. */
export function writeWhole(path: string, text: string, asked: string): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, text);
  } catch (error) {
    const why = fileFailure(error);
    if (why === null) throw error;
    throw new UsageError(`${asked} could not be written: ${why}`, { cause: error });
  }
}

/** Not `recursive`: where a folder cannot be made, as below /proc, Node 24 tries for ever. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw error;
  }
}

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { DatabaseUnavailable } from './errors.ts';

export interface Migration {
  number: number;
  name: string;
  file: string;
  text: string;
  sha256: string;
}

/** `migrations/` of this package. */
export const migrationFolder = join(packageRoot, 'migrations');

/** The numbered SQL files of the folder, in order from 1. Throws when one is misnamed, missing or doubled. */
export function readMigrations(folder: string): Migration[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : [];
  return files.sort().map((file, index) => {
    const [, number, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
    if (number === undefined || name === undefined)
      throw new DatabaseUnavailable(`Migration ${join(folder, file)} must be named like 0001_name.sql.`);
    if (Number(number) !== index + 1)
      throw new DatabaseUnavailable(
        `Migration ${String(index + 1).padStart(4, '0')} is missing or doubled in ${folder}: found ${file} in its place.`,
      );
    // A checkout with Windows line ends is still the same migration.
    const text = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return { number: index + 1, name, file, text, sha256: createHash('sha256').update(text).digest('hex') };
  });
}

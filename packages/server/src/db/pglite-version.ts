import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { DatabaseUnavailable } from './errors.ts';

/** The one version whose file system our fsync hook was proven on. */
export const pgliteVersion = '0.5.16';

/** Throws when another PGlite is installed than the one whose internals we know. */
export function checkPgliteVersion(): void {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = manifest.parse(
    JSON.parse(readFileSync(join(dirname(entry), '../package.json'), 'utf8')),
  );
  if (version === pgliteVersion) return;
  throw new DatabaseUnavailable(
    `The embedded database needs PGlite ${pgliteVersion}, but ${version} is installed. ` +
      'Reinstall BugHeist with its exact dependencies, or set DATABASE_URL to a PostgreSQL server.',
  );
}

const manifest = z.object({ version: z.string() });

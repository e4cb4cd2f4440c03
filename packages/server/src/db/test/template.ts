import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationFolder, readMigrations } from '../migrations.ts';
import { pgliteVersion } from '../pglite-version.ts';

/** Names the state a template holds: changes with every migration and with PGlite. */
export function templateKey(): string {
  const hash = createHash('sha256').update(pgliteVersion);
  for (const { file, sha256 } of readMigrations(migrationFolder)) hash.update(file).update(sha256);
  return hash.digest('hex').slice(0, 16);
}

/** The cached dump of that name, built by `build` when absent. Several processes may race. */
export async function cachedTemplate(name: string, build: () => Promise<Blob>): Promise<Blob> {
  const file = join(cacheFolder, `database-${pgliteVersion}-${name}.tar`);
  if (existsSync(file)) return new Blob([readFileSync(file)]);
  const dump = await build();
  mkdirSync(cacheFolder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, new Uint8Array(await dump.arrayBuffer()));
  renameSync(draft, file);
  return dump;
}

const cacheFolder = join(import.meta.dirname, '../../../../../node_modules/.cache/bugheist');

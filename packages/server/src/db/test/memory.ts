import { PGlite } from '@electric-sql/pglite';
import { compileOnce } from '../compiler.ts';
import { startParameters } from '../durable-files.ts';
import { Embedded, extensions } from '../embedded.ts';
import type { Keeper } from '../keeper.ts';
import { migrate } from '../migrate.ts';
import type { TestDatabase } from './database.ts';
import { cachedTemplate, templateKey } from './template.ts';

/** A migrated database in memory, from a template made once for each state of the migrations. */
export async function openMemory(): Promise<TestDatabase> {
  const template = await cachedTemplate(templateKey(), buildMigrated);
  return disposable(new Embedded(await open({ loadDataDir: template }), nothingHeld));
}

/** A database in memory without any migration applied. */
export async function openEmptyMemory(): Promise<TestDatabase> {
  const template = await cachedTemplate('empty', async () => dump(await open({})));
  return disposable(new Embedded(await open({ loadDataDir: template }), nothingHeld));
}

async function buildMigrated(): Promise<Blob> {
  const pglite = await open({});
  await migrate(new Embedded(pglite, nothingHeld));
  return dump(pglite);
}

async function dump(pglite: PGlite): Promise<Blob> {
  const dumped = await pglite.dumpDataDir('none');
  await pglite.close();
  return dumped;
}

function open(options: { loadDataDir?: Blob }): Promise<PGlite> {
  compileOnce();
  const startParams = [...startParameters(PGlite.defaultStartParams), '-F'];
  return PGlite.create({ ...options, extensions, startParams });
}

const nothingHeld: Keeper = { check: () => undefined, isLow: () => false, release: () => undefined };

function disposable(database: Embedded): TestDatabase {
  return Object.assign(database, { [Symbol.asyncDispose]: () => database.close() });
}

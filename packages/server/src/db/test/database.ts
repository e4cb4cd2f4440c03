import { type Database, openDatabase } from '../database.ts';
import { type Clone, clonePostgresql, createEmpty } from './clone.ts';
import { openEmptyMemory, openMemory } from './memory.ts';

/** A database of its own for one test file; dispose of it at the end. */
export type TestDatabase = Database & AsyncDisposable;

/**
 * A migrated, otherwise empty database: the embedded one in memory, or, when `TEST_DATABASE_URL` names an
 * administrator's connection to a PostgreSQL server, a fresh database there. Open one a file, in `beforeAll`.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  return administratorUrl ? openClone(await clonePostgresql(administratorUrl)) : openMemory();
}

/** As `openTestDatabase`, without any migration applied. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  return administratorUrl ? openClone(await createEmpty(administratorUrl)) : openEmptyMemory();
}

/** Names an administrator's connection to a real server, where there is one. */
export const administratorUrl = process.env['TEST_DATABASE_URL'];

async function openClone(clone: Clone): Promise<TestDatabase> {
  const database = await openDatabase({ url: clone.url, dataDirectory: '', poolSize: 5 });
  return Object.assign(database, {
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await clone.drop();
    },
  });
}

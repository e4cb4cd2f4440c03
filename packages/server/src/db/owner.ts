import type { Database } from './database.ts';
import type { Tx } from './transaction.ts';

// Keyed by Drizzle's session, which a transaction shares with the savepoints inside it.
const owners = new WeakMap<object, Database>();

/** Remembers which database a transaction runs on. */
export function belongsTo(tx: Tx, database: Database): void {
  owners.set(tx._.session, database);
}

/** The database a transaction, or a savepoint in it, runs on. */
export function databaseOf(tx: Tx): Database {
  const owner = owners.get(tx._.session);
  if (!owner) throw new Error('This transaction was not opened by database.transaction.');
  return owner;
}

import type { Tx } from '../db/transaction.ts';

/** What opens transactions: the database, for what runs outside a request. */
export interface Transactions {
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

import type { Database, TransactionOptions } from '../../db/database.ts';
import type { Tx } from '../../db/transaction.ts';

/** Carries an answer out of a transaction that is then rolled back. */
class Undone extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super('undone on purpose');
    this.answer = answer;
  }
}

/** The database, except that every transaction is undone once its work has answered. */
export function rolledBack(database: Database): Database {
  const transaction = async <T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T> => {
    try {
      return await database.transaction(async (tx) => {
        throw new Undone(await work(tx));
      }, options);
    } catch (error) {
      if (error instanceof Undone) return error.answer as T;
      throw error;
    }
  };
  return new Proxy(database, {
    get(target, key) {
      if (key === 'transaction') return transaction;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

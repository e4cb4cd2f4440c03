import type { Extensions, PGlite, Transaction } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, PgliteSession, PgliteTransaction } from 'drizzle-orm/pglite';
import type { Database, RawRow, RawSession, RawTransaction, TransactionOptions } from './database.ts';
import { guard, Nesting } from './nesting.ts';
import { belongsTo } from './owner.ts';
import { withRedactedValues } from './redaction.ts';
import type { Tx } from './transaction.ts';

export const extensions = { pg_trgm } satisfies Extensions;

export class Embedded implements Database {
  readonly kind = 'embedded';
  readonly query: Tx;
  readonly raw: RawSession;
  readonly #pglite: PGlite;
  readonly #nesting = new Nesting();

  readonly #release: () => void;

  /** Owns the PGlite; `release` runs once it is closed. */
  constructor(pglite: PGlite, release: () => void) {
    this.#pglite = pglite;
    this.#release = release;
    const nesting = this.#nesting;
    // Drizzle calls nothing but `query`, and `transaction`, which is refused here.
    const client = {
      query: (text: string, values: unknown[], options: object) => {
        nesting.refuseInside('database.query');
        return withRedactedValues(values, () => pglite.query(text, values, options));
      },
      transaction: () => {
        throw new Error(
          'database.query runs single statements; open transactions with database.transaction.',
        );
      },
    } as unknown as PGlite;
    this.query = drizzle({ client });
    this.raw = guard(rawSession(pglite), nesting);
    belongsTo(this.query, this);
  }

  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T> {
    return this.rawTransaction((raw) => work(raw.tx), options);
  }

  async rawTransaction<T>(
    work: (raw: RawTransaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T> {
    this.#nesting.refuseInside('database.transaction');
    return this.#pglite.transaction(async (transaction) => {
      if (options?.readOnly) await transaction.exec('set transaction read only');
      const raw = openRaw(transaction);
      belongsTo(raw.tx, this);
      return this.#nesting.inside(() => work(raw));
    });
  }

  async listen(channel: string, onMessage: (payload: string) => void) {
    const stop = await this.#pglite.listen(channel, this.#nesting.outside(onMessage));
    return () => stop();
  }

  async ping(): Promise<void> {
    await this.#pglite.query('select 1');
  }

  async close(): Promise<void> {
    await this.#pglite.close();
    this.#release();
  }
}

const dialect = new PgDialect();

function openRaw(transaction: Transaction): RawTransaction {
  // Drizzle calls nothing but `query` on a transaction.
  const guarded = {
    query: (text: string, values: unknown[], options: object) =>
      withRedactedValues(values, () => transaction.query(text, values, options)),
  } as unknown as Transaction;
  const session = new PgliteSession<Record<string, never>, Record<string, never>>(
    guarded,
    dialect,
    undefined,
  );
  return { tx: new PgliteTransaction(dialect, session, undefined), ...rawSession(transaction) };
}

function rawSession(client: PGlite | Transaction): RawSession {
  return {
    rows: async (text, values) => (await client.query<RawRow>(text, values && [...values])).rows,
    script: async (text) => (await client.exec(text)).flatMap((result): RawRow[] => result.rows),
  };
}

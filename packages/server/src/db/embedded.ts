import type { Extensions, PGlite, Transaction } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle, PgliteSession, PgliteTransaction } from 'drizzle-orm/pglite';
import type {
  Database,
  DatabaseLog,
  RawRow,
  RawSession,
  RawTransaction,
  TransactionOptions,
} from './database.ts';
import { DatabaseUnavailable, sqlState } from './errors.ts';
import type { Keeper } from './keeper.ts';
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
  readonly #keeper: Keeper;
  readonly #log: DatabaseLog | undefined;
  readonly #nesting = new Nesting();
  #readOnly = false;

  /** Owns the PGlite and releases its keeper once closed. */
  constructor(pglite: PGlite, keeper: Keeper, log?: DatabaseLog) {
    this.#pglite = pglite;
    this.#keeper = keeper;
    this.#log = log;
    // Drizzle calls nothing but `query`, and `transaction`, which is refused here.
    const client = {
      query: (text: string, values: unknown[], options: object) => {
        this.#nesting.refuseInside('database.query');
        return withRedactedValues(values, () => this.#run(() => pglite.query(text, values, options)));
      },
      transaction: () => {
        throw new Error(
          'database.query runs single statements; open transactions with database.transaction.',
        );
      },
    } as unknown as PGlite;
    this.query = drizzle({ client });
    const raw = guard(rawSession(pglite), this.#nesting);
    this.raw = {
      rows: (text, values) => this.#run(() => raw.rows(text, values)),
      script: (text) => this.#run(() => raw.script(text)),
    };
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
    return this.#run(() =>
      this.#pglite.transaction(async (transaction) => {
        if (options?.readOnly) await transaction.exec('set transaction read only');
        const raw = openRaw(transaction);
        belongsTo(raw.tx, this);
        return this.#nesting.inside(() => work(raw));
      }),
    );
  }

  async listen(channel: string, onMessage: (payload: string) => void) {
    const stop = await this.#pglite.listen(channel, this.#nesting.outside(onMessage));
    return () => stop();
  }

  connections(): null {
    return null;
  }

  async ping(): Promise<void> {
    await this.#run(() => this.#pglite.query('select 1'));
  }

  async close(): Promise<void> {
    try {
      this.#keeper.check();
      await this.#pglite.close();
    } finally {
      this.#keeper.release();
    }
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    this.#keeper.check();
    if (this.#keeper.isLow() !== this.#readOnly) await this.#heedDisk();
    try {
      return await work();
    } catch (error) {
      // A failed disk says so itself, whatever the statement made of it.
      this.#keeper.check();
      throw this.#readOnly && sqlState(error) === '25006' ? diskFull(error) : error;
    }
  }

  async #heedDisk(): Promise<void> {
    this.#readOnly = this.#keeper.isLow();
    await this.#pglite.exec(`set default_transaction_read_only = ${this.#readOnly ? 'on' : 'off'}`);
    if (this.#readOnly) this.#log?.warn(diskFull(null).message);
    else this.#log?.info('The disk has room again: writing goes on.');
  }
}

const diskFull = (cause: unknown) =>
  new DatabaseUnavailable(
    'The disk that holds the data directory is almost full: nothing is written until there is room again.',
    { cause },
  );

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

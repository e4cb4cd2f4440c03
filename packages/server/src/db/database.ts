import { openEmbedded } from './embedded-directory.ts';
import { openPostgresql } from './postgresql.ts';
import type { Tx } from './transaction.ts';

export interface Database {
  readonly kind: 'embedded' | 'postgresql';
  /**
   * Runs the work in one transaction (read committed) and commits when it returns. Throws `NestedTransaction` when
   * called inside the work of another: on the embedded database it would wait for itself for ever.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Single statements outside transactions. Inside the work of a transaction it throws `NestedTransaction`. */
  readonly query: Tx;
  /**
   * Calls back for every NOTIFY on the channel once its sender committed, until the returned function is called.
   * `onGap` is called when the connection was lost and is back: what was sent meanwhile went unheard.
   */
  listen(
    channel: string,
    onMessage: (payload: string) => void,
    onGap?: () => void,
  ): Promise<() => Promise<void>>;
  /** How many connections this process holds, and how many wait for one; null for the embedded database. */
  connections(): { open: number; idle: number; waiting: number } | null;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  /** Waits for running statements, then lets go of the database. */
  close(): Promise<void>;
  /** Single statements outside transactions, past Drizzle; only plumbing needs it. */
  readonly raw: RawSession;
  /** As `transaction`, with what Drizzle has no words for; only plumbing needs it. */
  rawTransaction<T>(work: (raw: RawTransaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
}

export interface TransactionOptions {
  readOnly?: boolean;
}

export type RawRow = Record<string, unknown>;

export interface RawSession {
  /** One statement with values for `$1…`, its rows as the driver parses them. */
  rows(text: string, values?: readonly unknown[]): Promise<RawRow[]>;
  /** Any number of statements without values; the rows of all of them, one after the other. */
  script(text: string): Promise<RawRow[]>;
}

export interface RawTransaction extends RawSession {
  readonly tx: Tx;
}

export interface DatabaseLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface DatabaseOptions {
  /** A `postgres://` URL, or null for the embedded database in `dataDirectory`. */
  url: string | null;
  dataDirectory: string;
  log?: DatabaseLog;
  /** Most connections this process holds on PostgreSQL. */
  poolSize?: number;
  /** How long one statement may run on PostgreSQL before it is cancelled. */
  statementTimeoutMs?: number;
  /** How long an answer about the room on the embedded database's disk holds; a second unless given. */
  askDiskEveryMs?: number;
}

/**
 * Opens the database the options name, without migrating it. Throws `DatabaseUnavailable` with a sentence for the
 * operator; a password in the URL is never part of it.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== null) return openPostgresql({ ...options, url: options.url });
  return openEmbedded(options.dataDirectory, options);
}

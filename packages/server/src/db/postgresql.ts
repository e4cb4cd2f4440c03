import { drizzle, NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import { PgDialect } from 'drizzle-orm/pg-core';
import pg from 'pg';
import type { Database, DatabaseLog, RawSession, RawTransaction, TransactionOptions } from './database.ts';
import { DatabaseUnavailable } from './errors.ts';
import { listenOn } from './listen.ts';
import { guard, Nesting } from './nesting.ts';
import { belongsTo } from './owner.ts';
import { explainConnectionError, placeOf } from './postgresql-errors.ts';
import { parseAsEmbedded } from './postgresql-values.ts';
import { withRedactedValues } from './redaction.ts';
import type { Tx } from './transaction.ts';

export interface PostgresqlOptions {
  url: string;
  log?: DatabaseLog;
  poolSize?: number;
  statementTimeoutMs?: number;
}

const oldestServer = 150000;

/** Connects, checks the server, and throws `DatabaseUnavailable` with a sentence for the operator. */
export async function openPostgresql(options: PostgresqlOptions): Promise<Database> {
  parseAsEmbedded();
  const config = connectionConfig(options);
  const pool = new pg.Pool({
    ...config,
    max: options.poolSize ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  // A connection that the server closes emits an error event at any time; unheard it would end the process.
  const closed = (error: Error) =>
    options.log?.warn(`Connection to ${placeOf(options.url)} lost: ${error.message}`);
  pool.on('error', closed);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await checkServer(pool, options.url);
  } catch (error) {
    await pool.end();
    throw error;
  }
  return new Postgresql(pool, config, options.log);
}

class Postgresql implements Database {
  readonly kind = 'postgresql';
  readonly query: Tx;
  readonly raw: RawSession;
  readonly #pool: pg.Pool;
  readonly #config: pg.ClientConfig;
  readonly #log: DatabaseLog | undefined;
  readonly #nesting = new Nesting();
  readonly #listeners = new Set<() => Promise<void>>();

  constructor(pool: pg.Pool, config: pg.ClientConfig, log: DatabaseLog | undefined) {
    this.#pool = pool;
    this.#config = config;
    this.#log = log;
    // Drizzle calls nothing but `query` on a pool, and `connect` for a transaction, which is refused here.
    const client = new SingleStatementPool(pool, this.#nesting) as unknown as pg.Pool;
    this.query = drizzle({ client });
    this.raw = guard(rawSession(pool), this.#nesting);
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
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(options?.readOnly ? 'begin read only' : 'begin');
      const raw = openRaw(client);
      belongsTo(raw.tx, this);
      const result = await this.#nesting.inside(() => work(raw));
      const { command } = await client.query('commit');
      // PostgreSQL answers COMMIT with ROLLBACK, and no error, when a failed statement was swallowed by the work.
      if (command === 'ROLLBACK')
        throw new Error('The transaction was rolled back: a statement in it had failed.');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failed: Error) => {
        broken = failed;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async listen(channel: string, onMessage: (payload: string) => void, onGap: () => void = () => undefined) {
    const stop = await listenOn(this.#config, channel, {
      onMessage: this.#nesting.outside(onMessage),
      onGap: this.#nesting.outside(onGap),
      log: this.#log,
    });
    this.#listeners.add(stop);
    return async () => {
      this.#listeners.delete(stop);
      await stop();
    };
  }

  connections() {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.#pool;
    return { open, idle, waiting };
  }

  async ping(): Promise<void> {
    await this.#pool.query('select 1');
  }

  async close(): Promise<void> {
    for (const stop of this.#listeners) await stop();
    await this.#pool.end();
  }
}

class SingleStatementPool {
  readonly #pool: pg.Pool;
  readonly #nesting: Nesting;

  constructor(pool: pg.Pool, nesting: Nesting) {
    this.#pool = pool;
    this.#nesting = nesting;
  }

  query(config: pg.QueryConfig, values: unknown[]) {
    this.#nesting.refuseInside('database.query');
    return withRedactedValues(values, () => this.#pool.query(config, values));
  }

  connect(): never {
    throw new Error('database.query runs single statements; open transactions with database.transaction.');
  }
}

const dialect = new PgDialect();

function openRaw(client: pg.PoolClient): RawTransaction {
  // Drizzle calls nothing but `query` on a client.
  const guarded = {
    query: (config: pg.QueryConfig, values: unknown[]) =>
      withRedactedValues(values, () => client.query(config, values)),
  } as unknown as pg.PoolClient;
  const session = new NodePgSession<Record<string, never>, Record<string, never>>(
    guarded,
    dialect,
    undefined,
  );
  return { tx: new NodePgTransaction(dialect, session, undefined), ...rawSession(client) };
}

function rawSession(client: pg.Pool | pg.PoolClient): RawSession {
  return {
    rows: async (text, values) => (await client.query(text, values && [...values])).rows,
    script: async (text) => {
      // node-postgres answers several statements with an array that its types leave out.
      const results: pg.QueryResult | pg.QueryResult[] = await client.query(text);
      return [results].flat().flatMap(({ rows }) => rows);
    },
  };
}

function connectionConfig({ url }: PostgresqlOptions): pg.ClientConfig {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new DatabaseUnavailable('DATABASE_URL must look like postgres://user:password@host:5432/database.');
  return {
    connectionString: url,
    application_name: 'bugheist',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Text forms of dates and the meaning of unqualified names must not depend on the server's settings.
    // Compiling a statement takes longer than any of ours runs; and on today's disks a page elsewhere costs hardly more
    // than the next one, where PostgreSQL reckons with four times as much and rather reads a whole table.
    options:
      '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres -c search_path=public -c jit=off -c random_page_cost=1.1',
  };
}

async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  const { rows } = await pool
    .query<{ version: string; encoding: string }>(
      "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
    )
    .catch((error: unknown) => {
      throw explainConnectionError(error, url);
    });
  const server = rows[0];
  if (server && Number(server.version) < oldestServer)
    throw new DatabaseUnavailable(
      `${placeOf(url)} runs PostgreSQL ${Math.floor(Number(server.version) / 10000)}; BugHeist needs 15 or newer.`,
    );
  if (server && server.encoding !== 'UTF8')
    throw new DatabaseUnavailable(
      `${placeOf(url)} has encoding ${server.encoding}; create it anew with: createdb --encoding=UTF8 --template=template0`,
    );
}

import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/**
 * Drizzle's query surface inside an open transaction, as both drivers offer it. `execute` answers `{ rows }`;
 * affected-row counts differ between the drivers, so count with `returning`. `tx.transaction` opens a savepoint.
 */
export type Tx = PgDatabase<RowsResult, Record<string, never>>;

/** The part of a raw result on which node-postgres and PGlite agree. */
interface Rows<Row> {
  rows: Row[];
}

interface RowsResult extends PgQueryResultHKT {
  type: Rows<this['row']>;
}

import type { Tx } from './transaction.ts';

/**
 * A statement whose SQL is built once for each database instead of once a request, which halves its cost; give it a name
 * of its own with `prepare`, and PostgreSQL also parses it once a connection. Values come in as `sql.placeholder`s, so
 * nothing of one request stays for the next.
 */
export function prepared<Statement>(build: (tx: Tx) => Statement): (tx: Tx) => Statement {
  // A transaction is used once and takes its statements with it.
  const built = new WeakMap<Tx, Statement>();
  return (tx) => {
    const known = built.get(tx);
    if (known !== undefined) return known;
    const statement = build(tx);
    built.set(tx, statement);
    return statement;
  };
}

import type { Database } from '../../db/database.ts';
import { databaseOf } from '../../db/owner.ts';
import type { Tx } from '../../db/transaction.ts';

/** From this many rows on, adding them up takes longer than a reader should wait each time. */
const manyRows = 20_000;
const keptMs = 10 * 60_000;
const recountMs = 30_000;

interface Kept<Totals> {
  totals: Totals;
  until: number;
}

/**
 * Totals that anybody may see, added up anew for every reader while they are small, and every ten minutes once they are
 * large. Only for totals that are the same whoever asks.
 */
export class LargeTotals<Totals> {
  readonly #kept = new WeakMap<Database, Map<string, Kept<Totals>>>();
  readonly #rowsOf: (totals: Totals) => number;

  /** `rowsOf` says how many rows were added up. */
  constructor(rowsOf: (totals: Totals) => number) {
    this.#rowsOf = rowsOf;
  }

  async read(tx: Tx, key: string, now: Date, add: () => Promise<Totals>): Promise<Totals> {
    const known = this.kept(tx, key, now);
    if (known) return known;
    const totals = await add();
    this.keep(tx, key, now, totals);
    return totals;
  }

  /** The totals when they are large and still good; null: add them up, and tell `keep`. */
  kept(tx: Tx, key: string, now: Date): Totals | null {
    const known = this.#keptOf(databaseOf(tx)).get(key);
    if (known && known.until > now.getTime()) return known.totals;
    // Whoever asks meanwhile gets the old totals instead of adding up the same rows beside this one.
    if (known) known.until = now.getTime() + recountMs;
    return null;
  }

  keep(tx: Tx, key: string, now: Date, totals: Totals): void {
    if (this.#rowsOf(totals) < manyRows) return;
    this.#keptOf(databaseOf(tx)).set(key, { totals, until: now.getTime() + keptMs });
  }

  #keptOf(database: Database): Map<string, Kept<Totals>> {
    const known = this.#kept.get(database) ?? new Map<string, Kept<Totals>>();
    this.#kept.set(database, known);
    return known;
  }
}

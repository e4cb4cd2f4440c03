import { AsyncLocalStorage } from 'node:async_hooks';
import type { RawSession } from './database.ts';

/** The outer connection was used while a transaction of the same database was open around the caller. */
class NestedTransaction extends Error {
  override readonly name = 'NestedTransaction';
  readonly code = 'NESTED_TRANSACTION';
}

/** Knows whether the running code is inside an open transaction of one database. */
export class Nesting {
  readonly #storage = new AsyncLocalStorage<{ open: boolean }>();

  /** Throws when a transaction is open around the caller; `used` names what was called. */
  refuseInside(used: string): void {
    if (!this.#storage.getStore()?.open) return;
    throw new NestedTransaction(
      `${used} was called while a transaction is open around it, which waits for itself for ever on the embedded ` +
        'database. Pass the open `tx` on, or use `tx.transaction` for a savepoint.',
    );
  }

  /** Runs the work as the inside of a transaction. What it leaves running afterwards counts as outside again. */
  async inside<T>(work: () => Promise<T>): Promise<T> {
    const state = { open: true };
    try {
      return await this.#storage.run(state, work);
    } finally {
      state.open = false;
    }
  }

  /** The callback, called as from outside whoever triggers it. */
  outside<A extends unknown[]>(callback: (...values: A) => void): (...values: A) => void {
    return (...values) => this.#storage.exit(callback, ...values);
  }
}

/** The session, refusing to be used inside an open transaction. */
export function guard(session: RawSession, nesting: Nesting): RawSession {
  return {
    rows: async (text, values) => {
      nesting.refuseInside('database.raw');
      return session.rows(text, values);
    },
    script: async (text) => {
      nesting.refuseInside('database.raw');
      return session.script(text);
    },
  };
}

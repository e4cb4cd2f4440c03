import { sql } from 'drizzle-orm';
import type { Tx } from '../../db/transaction.ts';

/** The channel on which processes hear that something changed in a perimeter; the message is its id. */
export const guardChannel = 'bugheist_guard';

/** Tells every process once the transaction has committed. */
export async function announce(tx: Tx, perimeterId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${guardChannel}, ${perimeterId})`);
}

import { and, asc, eq, gt, gte, lt, sql } from 'drizzle-orm';
import { passkey, passkeyChallenge } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

export interface PasskeyRow {
  id: string;
  personId: string;
  credentialId: Uint8Array;
  publicKey: Uint8Array;
  counter: number;
  transports: string[];
  name: string;
  backedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

const columns = {
  id: passkey.id,
  personId: passkey.personId,
  credentialId: passkey.credentialId,
  publicKey: passkey.publicKey,
  counter: passkey.counter,
  transports: passkey.transports,
  name: passkey.name,
  backedUp: passkey.backedUp,
  createdAt: passkey.createdAt,
  lastUsedAt: passkey.lastUsedAt,
};

export function passkeysOf(tx: Tx, personId: string): Promise<PasskeyRow[]> {
  return tx.select(columns).from(passkey).where(eq(passkey.personId, personId)).orderBy(asc(passkey.id));
}

/** Locks the row, so that two uses of one signature count one after the other. */
export async function lockPasskey(tx: Tx, credentialId: Uint8Array): Promise<PasskeyRow | null> {
  const [row] = await tx
    .select(columns)
    .from(passkey)
    .where(eq(passkey.credentialId, credentialId))
    .for('update');
  return row ?? null;
}

/** False when the credential is registered already, by whomever. */
export async function insertPasskey(tx: Tx, row: PasskeyRow): Promise<boolean> {
  const rows = await tx.insert(passkey).values(row).onConflictDoNothing().returning({ id: passkey.id });
  return rows.length > 0;
}

export async function notePasskeyUse(
  tx: Tx,
  id: string,
  use: { counter: number; backedUp: boolean; at: Date },
): Promise<void> {
  await tx
    .update(passkey)
    .set({ counter: use.counter, backedUp: use.backedUp, lastUsedAt: use.at })
    .where(eq(passkey.id, id));
}

export async function deletePasskey(tx: Tx, personId: string, id: string): Promise<boolean> {
  const rows = await tx
    .delete(passkey)
    .where(and(eq(passkey.id, id), eq(passkey.personId, personId)))
    .returning({ id: passkey.id });
  return rows.length > 0;
}

export async function deletePasskeysSince(tx: Tx, personId: string, since: Date | null): Promise<void> {
  await tx
    .delete(passkey)
    .where(and(eq(passkey.personId, personId), since === null ? undefined : gte(passkey.createdAt, since)));
}

export async function insertChallenge(tx: Tx, row: typeof passkeyChallenge.$inferInsert): Promise<void> {
  await tx.insert(passkeyChallenge).values(row);
}

/** Uses a challenge up; null when it is unknown, too old, for another purpose or of another person. */
export async function takeChallenge(
  tx: Tx,
  { id, purpose, personId }: { id: string; purpose: 'register' | 'sign-in'; personId: string | null },
  now: Date,
): Promise<string | null> {
  const [row] = await tx
    .delete(passkeyChallenge)
    .where(
      and(
        eq(passkeyChallenge.id, id),
        eq(passkeyChallenge.purpose, purpose),
        sql`${passkeyChallenge.personId} is not distinct from ${personId}::uuid`,
        gt(passkeyChallenge.expiresAt, now),
      ),
    )
    .returning({ challenge: passkeyChallenge.challenge });
  return row?.challenge ?? null;
}

export async function deleteDeadChallenges(tx: Tx, now: Date): Promise<void> {
  await tx.delete(passkeyChallenge).where(lt(passkeyChallenge.expiresAt, now));
}

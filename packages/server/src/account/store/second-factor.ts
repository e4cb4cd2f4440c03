import { and, count, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { pendingSignIn, recoveryCode, totp } from '../../db/tables/people.ts';
import type { Tx } from '../../db/transaction.ts';

export async function insertPending(tx: Tx, row: typeof pendingSignIn.$inferInsert): Promise<void> {
  await tx.insert(pendingSignIn).values(row);
}

/** Locks the row: guesses fired at once are counted one after the other. */
export async function lockPending(
  tx: Tx,
  tokenHash: Uint8Array,
  now: Date,
): Promise<{ id: string; personId: string; failures: number } | null> {
  const [row] = await tx
    .select({ id: pendingSignIn.id, personId: pendingSignIn.personId, failures: pendingSignIn.failures })
    .from(pendingSignIn)
    .where(and(eq(pendingSignIn.tokenHash, tokenHash), gt(pendingSignIn.expiresAt, now)))
    .for('update');
  return row ?? null;
}

export async function hasPending(tx: Tx, tokenHash: Uint8Array, now: Date): Promise<boolean> {
  const rows = await tx
    .select({ id: pendingSignIn.id })
    .from(pendingSignIn)
    .where(and(eq(pendingSignIn.tokenHash, tokenHash), gt(pendingSignIn.expiresAt, now)));
  return rows.length > 0;
}

export async function countPendingFailure(tx: Tx, id: string): Promise<void> {
  await tx
    .update(pendingSignIn)
    .set({ failures: sql`${pendingSignIn.failures} + 1` })
    .where(eq(pendingSignIn.id, id));
}

export async function deletePending(tx: Tx, id: string): Promise<void> {
  await tx.delete(pendingSignIn).where(eq(pendingSignIn.id, id));
}

export interface TotpRow {
  secret: Uint8Array;
  confirmedAt: Date | null;
  lastCounter: number;
}

export async function totpOf(tx: Tx, personId: string): Promise<TotpRow | null> {
  const [row] = await tx
    .select({ secret: totp.secret, confirmedAt: totp.confirmedAt, lastCounter: totp.lastCounter })
    .from(totp)
    .where(eq(totp.personId, personId));
  return row ?? null;
}

/** Replaces an app that was never confirmed; false when a confirmed one is there. */
export async function offerTotp(tx: Tx, personId: string, secret: Uint8Array, now: Date): Promise<boolean> {
  const rows = await tx
    .insert(totp)
    .values({ personId, secret, createdAt: now })
    .onConflictDoUpdate({
      target: totp.personId,
      set: { secret, createdAt: now, lastCounter: 0 },
      setWhere: isNull(totp.confirmedAt),
    })
    .returning({ personId: totp.personId });
  return rows.length > 0;
}

/** Uses a counter up: false when it, or a later one, was used before. */
export async function spendCounter(
  tx: Tx,
  personId: string,
  counter: number,
  confirm: Date | null,
): Promise<boolean> {
  const rows = await tx
    .update(totp)
    .set({ lastCounter: counter, ...(confirm ? { confirmedAt: confirm } : {}) })
    .where(
      and(
        eq(totp.personId, personId),
        lt(totp.lastCounter, counter),
        confirm ? isNull(totp.confirmedAt) : isNotNull(totp.confirmedAt),
      ),
    )
    .returning({ personId: totp.personId });
  return rows.length > 0;
}

export async function deleteTotp(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx
    .delete(totp)
    .where(eq(totp.personId, personId))
    .returning({ personId: totp.personId });
  return rows.length > 0;
}

export async function replaceRecoveryCodes(tx: Tx, personId: string, hashes: Uint8Array[]): Promise<void> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  if (hashes.length > 0)
    await tx.insert(recoveryCode).values(hashes.map((codeHash) => ({ personId, codeHash })));
}

export async function spendRecoveryCode(
  tx: Tx,
  personId: string,
  codeHash: Uint8Array,
  now: Date,
): Promise<boolean> {
  const rows = await tx
    .update(recoveryCode)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCode.personId, personId),
        eq(recoveryCode.codeHash, codeHash),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ personId: recoveryCode.personId });
  return rows.length > 0;
}

export async function countRecoveryCodes(tx: Tx, personId: string): Promise<number> {
  const [row] = await tx
    .select({ left: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.personId, personId), isNull(recoveryCode.usedAt)));
  return row?.left ?? 0;
}

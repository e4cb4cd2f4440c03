import { hkdfSync, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { setting } from './tables/people.ts';
import type { Tx } from './transaction.ts';

const key = 'instance-secret';

/**
 * The secret this instance derives its keys from: SECRET_KEY when the operator gives one, else 32 random bytes kept in
 * the database, made once (whoever of several first starts writes first).
 */
export async function instanceSecret(tx: Tx, given: string | null, now: Date): Promise<Uint8Array> {
  if (given !== null) return Buffer.from(given, 'utf8');
  const value = randomBytes(32).toString('base64');
  await tx.insert(setting).values({ key, value, updatedAt: now }).onConflictDoNothing();
  const [row] = await tx.select({ value: setting.value }).from(setting).where(eq(setting.key, key));
  if (typeof row?.value !== 'string')
    throw new TypeError('The instance secret in the database is not readable.');
  return Buffer.from(row.value, 'base64');
}

/** A 256-bit key for one purpose; knowing one tells nothing of the others. Source: RFC 5869. */
export const deriveKey = (secret: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, 'bugheist', purpose, 32));

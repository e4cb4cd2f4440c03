import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../db/transaction.ts';
import { replaceRecoveryCodes, spendRecoveryCode } from './store/second-factor.ts';

const howMany = 10;
/** Without letters that look like digits. Source: Crockford's base 32. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten fresh codes of 80 bits, to be shown once; the ones before are dead. */
export async function makeRecoveryCodes(tx: Tx, personId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () =>
    [...randomBytes(16)]
      .map((byte) => alphabet[byte % 32])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );
  await replaceRecoveryCodes(
    tx,
    personId,
    codes.map((code) => hashOf(personId, code)),
  );
  return codes;
}

/** Whether the code is one of this person's that was not used; it is used up then. Spaces, hyphens and case are free. */
export const useRecoveryCode = (tx: Tx, personId: string, typed: string, now: Date): Promise<boolean> =>
  spendRecoveryCode(tx, personId, hashOf(personId, typed), now);

/** Whether what was typed has the length of a recovery code, rather than of an app's code. */
export const looksLikeRecoveryCode = (typed: string): boolean => normalised(typed).length === 16;

const hashOf = (personId: string, code: string): Uint8Array =>
  createHash('sha256')
    .update(`${personId} ${normalised(code)}`)
    .digest();

const normalised = (typed: string): string =>
  typed.toLowerCase().replace(/[\s-]/g, '').replace(/[il]/g, '1').replace(/o/g, '0');

import { Secret, TOTP } from 'otpauth';
import type { Tx } from '../db/transaction.ts';
import { openSecret, sealSecret } from './sealed-secret.ts';
import { offerTotp, spendCounter, totpOf } from './store/second-factor.ts';

const period = 30;
const digits = 6;
/** One step before and after: clocks differ, and people type slowly. Source: RFC 6238 §5.2. */
const window = 1;

export interface TotpOffer {
  /** For people who cannot scan: groups of four letters. */
  secret: string;
  /** For the QR code. */
  uri: string;
}

/**
 * Prepares an authenticator app: a fresh secret, stored sealed, that counts for nothing until a code of it was
 * entered. Null when a confirmed app is there already.
 */
export async function prepareTotp(
  tx: Tx,
  key: Uint8Array,
  person: { id: string; handle: string; issuer: string },
  now: Date,
): Promise<TotpOffer | null> {
  const secret = new Secret({ size: 20 });
  if (!(await offerTotp(tx, person.id, sealSecret(key, person.id, secret.bytes), now))) return null;
  return offerOf(secret, person);
}

/** The prepared app again, when its form has to be drawn again; null when there is none. */
export async function preparedTotp(
  tx: Tx,
  key: Uint8Array,
  person: { id: string; handle: string; issuer: string },
): Promise<TotpOffer | null> {
  const row = await totpOf(tx, person.id);
  if (row === null || row.confirmedAt !== null) return null;
  return offerOf(secretOf(openSecret(key, person.id, row.secret)), person);
}

/** Makes a prepared app count, by its first code. False when the code is wrong. */
export const confirmTotp = (
  tx: Tx,
  key: Uint8Array,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> => spendCode(tx, key, personId, code, { now, confirm: now });

/** Whether the code is right now and was not used before; it is used up then. */
export const spendTotpCode = (
  tx: Tx,
  key: Uint8Array,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> => spendCode(tx, key, personId, code, { now, confirm: null });

async function spendCode(
  tx: Tx,
  key: Uint8Array,
  personId: string,
  code: string,
  { now, confirm }: { now: Date; confirm: Date | null },
): Promise<boolean> {
  const row = await totpOf(tx, personId);
  if (row === null) return false;
  const secret = secretOf(openSecret(key, personId, row.secret));
  const timestamp = now.getTime();
  const delta = TOTP.validate({ token: code, secret, algorithm: 'SHA1', digits, period, timestamp, window });
  if (delta === null) return false;
  // Whoever watched the code being typed, or relays it, comes too late.
  return spendCounter(tx, personId, Math.floor(timestamp / 1000 / period) + delta, confirm);
}

const secretOf = (bytes: Uint8Array): Secret => new Secret({ buffer: new Uint8Array(bytes).buffer });

function offerOf(secret: Secret, { handle, issuer }: { handle: string; issuer: string }): TotpOffer {
  const totp = new TOTP({ issuer, label: handle, secret, digits, period, algorithm: 'SHA1' });
  return { secret: secret.base32.replace(/(.{4})(?=.)/g, '$1 '), uri: totp.toString() };
}

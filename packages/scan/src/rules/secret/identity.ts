import { createHmac } from 'node:crypto';
import { entropyOf } from './entropy.ts';
import { redact } from './redact.ts';

/**
 * What stays the same of a secret when its line moves. A secret nobody could guess is hashed; one that a dictionary
 * could find from its hash is not, unless a key that stays inside the organization is given (`BUGHEIST_FINGERPRINT_KEY`).
 */
export function secretIdentity(secret: string, key = process.env['BUGHEIST_FINGERPRINT_KEY']): string {
  if (key) return hash(secret, key);
  const isGuessable = secret.length < 20 || entropyOf(secret) < 3;
  return isGuessable ? redact(secret) : hash(secret, 'bugheist-secret/1');
}

const hash = (secret: string, key: string): string =>
  createHmac('sha256', key).update(secret).digest('hex').slice(0, 32);

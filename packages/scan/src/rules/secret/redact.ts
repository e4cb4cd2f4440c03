import { entropyOf } from './entropy.ts';

/** The first four characters and the length: enough to find it, useless to steal it. */
export function redact(secret: string): string {
  if (secret.length < 12) return `… (${secret.length} characters)`;
  return `${secret.slice(0, 4).replace(/[^\x20-\x7e]/g, '?')}… (${secret.length} characters)`;
}

/** Could a dictionary or a patient computer find it from its hash? */
export const isGuessable = (secret: string): boolean => secret.length < 20 || entropyOf(secret) < 3;

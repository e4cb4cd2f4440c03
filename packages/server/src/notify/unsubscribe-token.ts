import { createHmac, timingSafeEqual } from 'node:crypto';
import { isId } from '../id.ts';

/**
 * A link in a letter that stops the letters without signing in. It can do nothing else, so it does not expire.
 * Source: RFC 8058 §3.1, an opaque identifier that is hard to forge.
 */
export const unsubscribeToken = (key: Uint8Array, personId: string): string =>
  `${personId}.${seal(key, personId).toString('base64url')}`;

/** Whose token it is, or null for a forged one. */
export function personOfToken(key: Uint8Array, token: string): string | null {
  const [id = '', mac = ''] = token.split('.');
  const given = Buffer.from(mac, 'base64url');
  if (!isId(id) || given.length !== 32 || !timingSafeEqual(given, seal(key, id))) return null;
  return id;
}

const seal = (key: Uint8Array, personId: string): Buffer =>
  createHmac('sha256', key).update(personId).digest();

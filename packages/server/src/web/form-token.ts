import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const nonceBytes = 12;

/**
 * A token for the hidden field of every form: a fresh nonce and an HMAC over it and the visitor's binding (session or
 * visitor cookie). Fresh each time, so that compressing a page never reveals it (BREACH).
 */
export function makeFormToken(key: Uint8Array, binding: string): string {
  const nonce = randomBytes(nonceBytes);
  return Buffer.concat([nonce, seal(key, nonce, binding)]).toString('base64url');
}

/** Whether a token was made for this binding; constant time. */
export function isFormToken(key: Uint8Array, binding: string, token: string): boolean {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== nonceBytes + 32) return false;
  const nonce = bytes.subarray(0, nonceBytes);
  return timingSafeEqual(bytes.subarray(nonceBytes), seal(key, nonce, binding));
}

const seal = (key: Uint8Array, nonce: Uint8Array, binding: string) =>
  createHmac('sha256', key).update('form\0').update(nonce).update(binding).digest();

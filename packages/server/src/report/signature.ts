import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed value is for; one made for another purpose never fits. */
export type Purpose = 'claim' | 'form' | 'work';

/** `content.mac`, for a value that goes to a browser and must come back unchanged. `content` has no secrets. */
export const signed = (key: Uint8Array, purpose: Purpose, content: string): string =>
  `${content}.${mac(key, purpose, content).toString('base64url')}`;

/** The content of a signed value, or null when it was not made with this key for this purpose. Constant time. */
export function verified(key: Uint8Array, purpose: Purpose, value: string): string | null {
  const at = value.lastIndexOf('.');
  const content = value.slice(0, Math.max(at, 0));
  const given = Buffer.from(value.slice(at + 1), 'base64url');
  const expected = mac(key, purpose, content);
  return given.length === expected.length && timingSafeEqual(given, expected) ? content : null;
}

const mac = (key: Uint8Array, purpose: Purpose, content: string): Buffer =>
  createHmac('sha256', key).update(`report ${purpose}\0${content}`).digest();

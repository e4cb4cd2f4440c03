import { randomBytes, randomInt } from 'node:crypto';

let lastMs = -1;
let counter = 0;

/**
 * A new UUIDv7: sorts by time of making, so an id is also a keyset cursor. Ids made one after the other in one process
 * with the same millisecond keep their order. Source: RFC 9562 §5.7, §6.2 method 1.
 */
export function newId(now: Date = new Date()): string {
  const ms = now.getTime();
  // Half of the twelve bits is left to count up in.
  counter = ms === lastMs ? Math.min(counter + 1, 0xfff) : randomInt(0x800);
  lastMs = ms;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Whether a string is a UUID in canonical form. */
export const isId = (value: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { sourceKey } from '../logs/address.ts';

export interface ChallengeOptions {
  /** At least 16 bytes, the same in every process that serves the site. */
  readonly key: string | Uint8Array;
  /** Leading zero bits asked for; every bit doubles the work. 17 take a desktop a third of a second, a phone some. */
  readonly bits?: number;
  /** How long a solution counts. */
  readonly passMs?: number;
}

/** Name of the cookie the page sets. */
export const passCookie = 'bugheist_pass';

/**
 * Work that a browser does in a moment and a flood can't afford, checked without remembering anything: the task is
 * signed, bound to the client and to a time, and the solution is a number that makes a SHA-256 small.
 */
export class Challenge {
  readonly passMs: number;
  readonly bits: number;
  readonly #key: string | Uint8Array;

  /** Throws RangeError when the key is too short to sign with. */
  constructor({ key, bits = 17, passMs = 3_600_000 }: ChallengeOptions) {
    if (key.length < 16)
      throw new RangeError(`the key of the challenge has ${key.length} bytes: expected 16 or more`);
    this.#key = key;
    this.bits = bits;
    this.passMs = passMs;
  }

  /** What the client must solve: `EXPIRY.BITS.SIGNATURE`. */
  taskFor(client: string, now: number): string {
    const task = `${(now + this.passMs).toString(36)}.${this.bits}`;
    return `${task}.${this.#sign(task, client)}`;
  }

  /** Whether the request's cookies hold a solved task of this client that has not expired. */
  isPassed(cookies: string, client: string, now: number): boolean {
    const pass = new RegExp(
      `(?:^|;\\s*)${passCookie}=([0-9a-z]{1,12})\\.(\\d{1,2})\\.([\\w-]{22})\\.(\\d{1,15})(?:;|$)`,
    ).exec(cookies);
    if (pass === null) return false;
    const [, expiry = '', bits = '', signature = '', answer = ''] = pass;
    const task = `${expiry}.${bits}`;
    if (Number.parseInt(expiry, 36) <= now || Number(bits) < this.bits) return false;
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(this.#sign(task, client)))) return false;
    return leadingZeros(createHash('sha256').update(`${task}.${signature}.${answer}`).digest()) >= this.bits;
  }

  #sign(task: string, client: string): string {
    return createHmac('sha256', this.#key)
      .update(`${sourceKey(client)} ${task}`)
      .digest('base64url')
      .slice(0, 22);
  }
}

function leadingZeros(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}

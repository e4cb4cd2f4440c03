import { createHash, randomBytes } from 'node:crypto';
import { signed, verified } from './signature.ts';

/** About a quarter of a million hashes: seconds for a browser, dear for whoever sends thousands. */
const difficultyBits = 18;
const lifetimeMs = 30 * 60 * 1000;

export interface Puzzle {
  /** To be followed by `:` and a number, so that SHA-256 of the whole begins with `bits` zero bits. */
  challenge: string;
  bits: number;
}

export function newPuzzle(key: Uint8Array, now: Date): Puzzle {
  const content = `${randomBytes(9).toString('base64url')}.${now.getTime() + lifetimeMs}.${difficultyBits}`;
  return { challenge: signed(key, 'work', content), bits: difficultyBits };
}

/** Whether a puzzle of ours, still fresh, was solved. That no puzzle counts twice is for the caller to see to. */
export function isSolved(key: Uint8Array, challenge: string, answer: string, now: Date): boolean {
  const [, expires = '', bits = ''] = verified(key, 'work', challenge)?.split('.') ?? [];
  if (Number(expires) <= now.getTime() || !/^\d{1,15}$/.test(answer)) return false;
  const hash = createHash('sha256').update(`${challenge}:${answer}`).digest();
  return leadingZeroBits(hash) >= Number(bits);
}

function leadingZeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? bytes.length * 8 : first * 8 + Math.clz32(bytes[first] ?? 0) - 24;
}

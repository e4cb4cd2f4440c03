import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { newId } from '../id.ts';
import { claimCookieSeconds, makeClaimCookie, readClaimCookie } from './claim-cookie.ts';
import { claimHash, claimPhraseBits, newClaimPhrase } from './claim-phrase.ts';
import { claimWords } from './claim-words.ts';
import { makeFormStamp, readFormStamp } from './form-stamp.ts';
import { isSolved, newPuzzle } from './proof-of-work.ts';
import { signed } from './signature.ts';

const key = Buffer.alloc(32, 7);
const now = new Date('2026-11-24T10:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test('a claim phrase carries at least 80 bits, from words that are all different', () => {
  expect(new Set(claimWords).size).toBe(claimWords.length);
  expect(claimPhraseBits).toBeGreaterThanOrEqual(80);
  expect(newClaimPhrase().split('-')).toHaveLength(8);
  expect(newClaimPhrase()).not.toBe(newClaimPhrase());
});

test('a phrase copied by hand opens the same report', () => {
  expect(claimHash('Acorn  BRIDGE,\ncello-dawn')).toEqual(claimHash('acorn-bridge-cello-dawn'));
  expect(claimHash('acorn-bridge-cello')).not.toEqual(claimHash('acorn-bridge-cello-dawn'));
});

test('a claim cookie that was forged, altered or kept too long opens nothing', () => {
  const [mine, other] = [newId(), newId()];
  const cookie = makeClaimCookie(key, mine, now);
  expect(readClaimCookie(key, cookie, now)).toBe(mine);
  expect(readClaimCookie(key, cookie.replace(mine, other), now)).toBeNull();
  expect(readClaimCookie(key, makeClaimCookie(Buffer.alloc(32, 8), mine, now), now)).toBeNull();
  expect(readClaimCookie(key, cookie, later(claimCookieSeconds + 1))).toBeNull();
  for (const nonsense of ['', '.', 'a.b.c', `${mine}.9999999999.`])
    expect(readClaimCookie(key, nonsense, now)).toBeNull();
});

test('what was signed for one purpose is worth nothing for another', () => {
  const content = `${newId()}.${now.getTime()}`;
  expect(readClaimCookie(key, signed(key, 'form', content), now)).toBeNull();
});

test('a form cannot claim to have been open for an hour', () => {
  expect(readFormStamp(key, makeFormStamp(key, now))).toEqual(now);
  expect(readFormStamp(key, makeFormStamp(key, now).replace(/^\d/, '0'))).toBeNull();
});

test('a puzzle counts when it was solved, is ours and is fresh', { timeout: 30_000 }, () => {
  const { challenge, bits } = newPuzzle(key, now);
  let answer = 0;
  const isRight = (number: number) => {
    const hash = createHash('sha256').update(`${challenge}:${number}`).digest();
    return hash.readUInt32BE(0) >>> (32 - bits) === 0;
  };
  while (!isRight(answer)) answer++;
  expect(isSolved(key, challenge, String(answer), now)).toBe(true);
  expect(isSolved(key, challenge, String(answer), later(1801))).toBe(false);
  expect(isSolved(Buffer.alloc(32), challenge, String(answer), now)).toBe(false);
  expect(isSolved(key, challenge, '', now)).toBe(false);
});

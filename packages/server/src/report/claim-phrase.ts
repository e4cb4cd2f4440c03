import { createHash, randomInt } from 'node:crypto';
import { claimWords } from './claim-words.ts';

const wordsInPhrase = 8;

/** How hard a phrase is to guess, in bits. */
export const claimPhraseBits = wordsInPhrase * Math.log2(claimWords.length);

/** A new key to an anonymous report, from the system's randomness: `acorn-bridge-…`, eight words. */
export const newClaimPhrase = (): string =>
  Array.from({ length: wordsInPhrase }, () => claimWords[randomInt(claimWords.length)]).join('-');

/**
 * What is kept of a phrase. Case, punctuation and spacing don't matter: people copy phrases by hand. A plain hash is
 * enough, because a phrase of 80 random bits is not found by trying.
 */
export const claimHash = (phrase: string): Uint8Array =>
  createHash('sha256').update(normalPhrase(phrase)).digest();

const normalPhrase = (phrase: string): string =>
  phrase
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
    .join(' ');

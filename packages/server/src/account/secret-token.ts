import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a cookie or a link; only their hash is ever stored. */
export const newSecretToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token. Plain SHA-256: 256 random bits cannot be guessed, so nothing slow is needed. */
export const hashToken = (token: string): Uint8Array => createHash('sha256').update(token).digest();

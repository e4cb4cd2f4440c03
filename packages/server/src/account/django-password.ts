import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify } from '@node-rs/argon2';

const derive = promisify(pbkdf2);
/** Twice what any Django release asked for until now: a forged import cannot make one sign-in take minutes. */
const maxIterations = 4_000_000;

/** Whether a stored hash was written by Django's PBKDF2 (SHA-256) or Argon2 hasher. */
export const isDjangoHash = (stored: string): boolean => /^(pbkdf2_sha256|argon2)\$/.test(stored);

/**
 * Whether the password is the one of a Django hash. Django hashes what was typed as it came, so it is not normalised.
 * Throws a TypeError for a hash that is malformed.
 *
 * Source: django.contrib.auth.hashers, PBKDF2PasswordHasher and Argon2PasswordHasher.
 */
export async function verifyDjango(stored: string, password: string): Promise<boolean> {
  if (stored.startsWith('argon2$')) return verify(stored.slice('argon2'.length), password);
  const [, iterations, salt, digest] =
    /^pbkdf2_sha256\$(\d{1,7})\$([^$]+)\$([A-Za-z0-9+/]{43}=)$/.exec(stored) ?? [];
  if (
    salt === undefined ||
    digest === undefined ||
    Number(iterations) > maxIterations ||
    Number(iterations) < 1
  )
    throw new TypeError('Expected pbkdf2_sha256$iterations$salt$hash as Django writes it.');
  const expected = Buffer.from(digest, 'base64');
  return timingSafeEqual(
    await derive(password, salt, Number(iterations), expected.length, 'sha256'),
    expected,
  );
}

import { hash, parseOptions, verify } from '@node-rs/argon2';
import { isDjangoHash, verifyDjango } from './django-password.ts';

/**
 * 19 MiB, two passes, one lane; Argon2id is the library's own default.
 * Source: OWASP Password Storage Cheat Sheet, "Argon2id".
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface Verdict {
  correct: boolean;
  /** The stored hash should be replaced by a new one now that the password is at hand. */
  outdated: boolean;
}

/** The hash to store, in PHC string format. Equal letters typed on different keyboards hash alike (NFKC). */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), cost);

/**
 * Whether the password is the one of a stored hash: ours, or one that Django wrote. Null stands for an account that
 * does not exist or has no password: the work is done all the same, so that the time tells nothing.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<Verdict> {
  if (stored !== null && isDjangoHash(stored))
    return { correct: await verifyDjango(stored, password), outdated: true };
  const correct = await verify(stored ?? nobodysHash, normalised(password));
  if (stored === null) return { correct: false, outdated: false };
  return { correct, outdated: isOutdated(stored) };
}

const normalised = (password: string): string => password.normalize('NFKC');

function isOutdated(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored);
  return memoryCost < cost.memoryCost || timeCost < cost.timeCost || parallelism !== cost.parallelism;
}

/** Of a password nobody knows, at our cost. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$FZcNt6nlxCXzlPzdrdx52g$rKRfBYXNehKey5t+MXxoHjcuQdD5+TeI5psw0Wwc0So';

import { hash, verify } from '@node-rs/argon2';
import { type ForeignWork, noForeignWork, verifyForeign } from './foreign-password.ts';

/**
 * 19 MiB, two passes, one lane; Argon2id is the library's own default. Whoever changes it replaces the index
 * `person_foreign_password`, which names it too.
 * Source: OWASP Password Storage Cheat Sheet, "Argon2id".
 */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const ours = '$argon2id$v=19$m=19456,t=2,p=1$';

export interface Verdict {
  correct: boolean;
  /** The hash to store instead of one that was not made here, now that the password is at hand; else null. */
  replacement: string | null;
}

/** The hash to store, in PHC string format. Equal letters typed on different keyboards hash alike (NFKC). */
export const hashPassword = (password: string): Promise<string> => hash(normalised(password), cost);

/**
 * Whether the password is the one of a stored hash: ours, or one made elsewhere (`verifyForeign`). Null stands for an
 * account that does not exist or has no password. Given what the instance's foreign hashes cost, the same work is done
 * for every account and for none, so that the time tells nothing: that work, then one Argon2 at our cost.
 */
export async function verifyPassword(
  stored: string | null,
  password: string,
  work: ForeignWork = noForeignWork,
): Promise<Verdict> {
  const isOurs = stored?.startsWith(ours) ?? false;
  const wasForeign = await verifyForeign(isOurs ? null : stored, password, work);
  if (wasForeign) return { correct: true, replacement: await hashPassword(password) };
  const correct = await verify(isOurs && stored !== null ? stored : nobodysHash, normalised(password));
  return { correct: isOurs && correct, replacement: null };
}

const normalised = (password: string): string => password.normalize('NFKC');

/** Of a password nobody knows, at our cost. */
const nobodysHash = `${ours}FZcNt6nlxCXzlPzdrdx52g$rKRfBYXNehKey5t+MXxoHjcuQdD5+TeI5psw0Wwc0So`;

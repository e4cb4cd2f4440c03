import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { verify } from '@node-rs/argon2';

/**
 * What the hashes of an instance ask for that were not made here: Django's, and Argon2 at another cost. Every sign-in
 * does all of it, whoever it is for, so that the time does not tell who was brought along from elsewhere.
 */
export interface ForeignWork {
  /** Iterations of PBKDF2 with SHA-256; 0 for none. */
  iterations: number;
  /** One Argon2 each: the part of a hash before its salt, such as `$argon2id$v=19$m=102400,t=2,p=8`. */
  argon2: readonly string[];
}

export const noForeignWork: ForeignWork = { iterations: 0, argon2: [] };

/** The work for these beginnings of hashes, without salt and digest. What `verifyForeign` would not compute is left out. */
export function foreignWork(beginnings: readonly string[]): ForeignWork {
  const costs = beginnings.map(costOf).filter((cost) => cost !== null);
  const argon2 = costs.filter((cost) => typeof cost === 'string');
  return {
    iterations: Math.max(0, ...costs.filter((cost) => typeof cost === 'number')),
    argon2: [...new Set(argon2)].sort().slice(0, mostArgon2),
  };
}

/**
 * Whether the password is the one of a hash made elsewhere: Django's PBKDF2 (SHA-256) or Argon2 hasher, or Argon2 at
 * another cost. False for null, and for a hash that is malformed or dearer than any system makes them: its owner
 * chooses a new password by mail. The work done is the same in each case.
 *
 * Source: django.contrib.auth.hashers, PBKDF2PasswordHasher and Argon2PasswordHasher; the equal work is its
 * `harden_runtime`, for everybody.
 */
export async function verifyForeign(
  stored: string | null,
  password: string,
  work: ForeignWork,
): Promise<boolean> {
  const [, beginning = '', salt = '', digest = ''] = /^(.*)\$([^$]*)\$([^$]*)$/.exec(stored ?? '') ?? [];
  const cost = costOf(beginning);
  const iterations = typeof cost === 'number' ? cost : 0;
  const expected = Buffer.from(digest, 'base64');
  let correct = false;
  if (iterations > 0)
    correct = isEqual(await derive(password, salt, iterations, digestBytes, 'sha256'), expected);
  const rest = work.iterations - iterations;
  if (rest > 0) await derive(password, nobodysSalt, rest, digestBytes, 'sha256');
  // Django hashes what was typed as it came; we hash it normalised.
  const typed = stored?.startsWith('$') ? password.normalize('NFKC') : password;
  for (const one of new Set([...work.argon2, ...(typeof cost === 'string' ? [cost] : [])])) {
    const own = one === cost && isArgon2End.test(`${salt}$${digest}`);
    const right = await verify(`${one}$${own ? `${salt}$${digest}` : nobodysEnd}`, typed);
    if (own) correct = right;
  }
  return correct;
}

/** Twice what any Django release asked for until now: a forged import cannot make one sign-in take minutes. */
const maxIterations = 4_000_000;
/** Django's Argon2 takes 100 MiB twice. Four sign-ins run at once. */
const maxKibibytes = 131_072;
const maxKibibytePasses = 524_288;
/** Django has had two. Where more are mixed, those with a rarer one answer later than the others. */
const mostArgon2 = 4;

/** Iterations of PBKDF2, or the beginning of an Argon2 hash in PHC format; null for anything else or too dear. */
function costOf(beginning: string): number | string | null {
  const [, iterations] = /^pbkdf2_sha256\$(\d{1,7})$/.exec(beginning) ?? [];
  if (iterations !== undefined)
    return Number(iterations) >= 1 && Number(iterations) <= maxIterations ? Number(iterations) : null;
  const [, argon2, ...numbers] =
    /^(?:argon2)?(\$argon2(?:id|i|d)\$v=(?:16|19)\$m=(\d{1,6}),t=(\d{1,3}),p=(\d{1,2}))$/.exec(beginning) ??
    [];
  if (argon2 === undefined) return null;
  const [memory = 0, passes = 0, lanes = 0] = numbers.map(Number);
  const possible = passes >= 1 && lanes >= 1 && memory >= 8 * lanes;
  return possible && memory <= maxKibibytes && memory * passes <= maxKibibytePasses ? argon2 : null;
}

const derive = promisify(pbkdf2);
const digestBytes = 32;
/** Salt and digest of Argon2: 8 to 48 bytes and 4 to 64, in unpadded base 64. */
const isArgon2End = /^[\w+/]{11,64}\$[\w+/]{6,86}$/;
const nobodysSalt = 'FZcNt6nlxCXzlPzdrdx52g';
const nobodysEnd = `${nobodysSalt}$rKRfBYXNehKey5t+MXxoHjcuQdD5+TeI5psw0Wwc0So`;

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

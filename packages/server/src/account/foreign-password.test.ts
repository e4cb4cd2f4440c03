import { beforeEach, expect, test, vi } from 'vitest';
import { foreignWork } from './foreign-password.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** What was asked of the libraries underneath: iterations of PBKDF2, and the cost of every Argon2. */
const done = vi.hoisted(() => ({ iterations: 0, argon2: [] as string[] }));
const beginningOf = (stored: string) => stored.split('$').slice(0, 4).join('$');

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  const hash: typeof real.hash = async (...given) => {
    const stored = await real.hash(...given);
    done.argon2.push(beginningOf(stored));
    return stored;
  };
  const verify: typeof real.verify = (stored, ...given) => {
    done.argon2.push(beginningOf(String(stored)));
    return real.verify(stored, ...given);
  };
  return { ...real, hash, verify };
});
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  const pbkdf2: typeof real.pbkdf2 = (password, salt, iterations, bytes, digest, tell) => {
    done.iterations += iterations;
    real.pbkdf2(password, salt, iterations, bytes, digest, tell);
  };
  return { ...real, pbkdf2 };
});

beforeEach(() => {
  done.iterations = 0;
  done.argon2 = [];
});

// Vectors of Django's own test suite (tests/auth_tests/test_hashers.py), and one of Python's hashlib.
const older = 'pbkdf2_sha256$1000$abcdefghijkl$VxbUuVDHNAcJZ3+enHS1hY5fXElZG2jJyGnetMmDHEA=';
const newer = 'pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=';
const argon2 = 'argon2$argon2id$v=19$m=102400,t=2,p=8$Y041dExhNkljRUUy$TMa6A8fPJhCAUXRhJXCXdw';

test.each([
  [newer, 'lètmein'],
  [older, 'correct horse battery'],
  [argon2, 'secret'],
])('a hash of Django verifies and is replaced by one of ours: %s', async (stored, password) => {
  const { correct, replacement } = await verifyPassword(stored, password);
  expect(correct).toBe(true);
  expect(await verifyPassword(replacement, password)).toEqual({ correct: true, replacement: null });
  expect(await verifyPassword(stored, `${password}x`)).toEqual({ correct: false, replacement: null });
});

test('user enumeration: beside Django accounts, every account and none cost the same work', async () => {
  const work = foreignWork([older, newer, argon2].map((stored) => stored.replace(/(\$[^$]*){2}$/, '')));
  const tries: [string, string | null, string][] = [
    ['nobody', null, 'guess'],
    ['ours', await hashPassword('mine'), 'guess'],
    ['ours, right', await hashPassword('mine'), 'mine'],
    ['older', older, 'guess'],
    ['older, right', older, 'correct horse battery'],
    ['newer', newer, 'guess'],
    ['argon2', argon2, 'guess'],
    ['argon2, right', argon2, 'secret'],
    ['malformed', 'pbkdf2_sha256$260000$seasalt', 'guess'],
  ];
  for (const [who, stored, password] of tries) {
    [done.iterations, done.argon2] = [0, []];
    await verifyPassword(stored, password, work);
    expect(done, who).toEqual({
      iterations: 260_000,
      argon2: ['$argon2id$v=19$m=102400,t=2,p=8', '$argon2id$v=19$m=19456,t=2,p=1'],
    });
  }
});

test.each([
  `pbkdf2_sha256$9999999$salt$${'A'.repeat(43)}=`,
  'argon2$argon2id$v=19$m=999999,t=2,p=8$Y041dExhNkljRUUy$TMa6A8fPJhCAUXRhJXCXdw',
  'argon2$argon2id$v=19$m=102400,t=99,p=8$Y041dExhNkljRUUy$TMa6A8fPJhCAUXRhJXCXdw',
  '$argon2id$v=19$m=4294967295,t=4294967295,p=1$Y041dExhNkljRUUy$TMa6A8fPJhCAUXRhJXCXdw',
  'bcrypt$$2b$12$whatever',
])('a forged hash cannot make a sign-in take minutes, and opens nothing: %s', async (stored) => {
  expect(foreignWork([stored.replace(/(\$[^$]*){2}$/, '')])).toEqual({ iterations: 0, argon2: [] });
  expect(await verifyPassword(stored, 'secret')).toEqual({ correct: false, replacement: null });
  expect(done).toEqual({ iterations: 0, argon2: ['$argon2id$v=19$m=19456,t=2,p=1'] });
});

test('of many kinds of Argon2 no more than four are run for everybody', () => {
  const beginnings = Array.from({ length: 50 }, (_, n) => `argon2$argon2id$v=19$m=${1024 + n},t=2,p=8`);
  expect(foreignWork(beginnings).argon2).toHaveLength(4);
});

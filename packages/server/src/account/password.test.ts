import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';
import { passwordProblem } from './password-policy.ts';

test('a password is stored as argon2id at the cost OWASP asks for, and verifies', async () => {
  const stored = await hashPassword('violet tram ladder');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(stored, 'violet tram ladder')).toEqual({ correct: true, outdated: false });
  expect(await verifyPassword(stored, 'violet tram ladde')).toEqual({ correct: false, outdated: false });
});

test('the same letters typed on another keyboard are the same password', async () => {
  const stored = await hashPassword('Gru\u0308ße aus Ko\u0308ln');
  expect(await verifyPassword(stored, 'Grüße aus Köln')).toMatchObject({ correct: true });
});

// Vectors of Django's own test suite (tests/auth_tests/test_hashers.py), and one of Python's hashlib.
test.each([
  ['pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo=', 'lètmein'],
  ['pbkdf2_sha256$1000$abcdefghijkl$VxbUuVDHNAcJZ3+enHS1hY5fXElZG2jJyGnetMmDHEA=', 'correct horse battery'],
  ['argon2$argon2id$v=19$m=102400,t=2,p=8$Y041dExhNkljRUUy$TMa6A8fPJhCAUXRhJXCXdw', 'secret'],
])('a hash of Django verifies and asks to be replaced: %s', async (stored, password) => {
  expect(await verifyPassword(stored, password)).toEqual({ correct: true, outdated: true });
  expect(await verifyPassword(stored, `${password}x`)).toMatchObject({ correct: false });
});

test('a forged Django hash cannot make one sign-in take minutes', async () => {
  const stored = `pbkdf2_sha256$9999999$salt$${'A'.repeat(43)}=`;
  await expect(verifyPassword(stored, 'x')).rejects.toThrow('as Django writes it');
});

test('nobody’s password is never right, whatever is tried', async () => {
  expect(await verifyPassword(null, '')).toEqual({ correct: false, outdated: false });
});

const owner = { handle: 'ada-lovelace', email: 'countess@analytical.example' };

test.each([
  'short',
  'password12',
  'P@ssw0rd2026!',
  'Summer2026!!',
  '1234567890',
  'abcdefghijkl',
  'aaaaaaaaaaaa',
  'abcabcabcabc',
  'qwertyuiop',
  '1q2w3e4r5t6y',
  'ada-lovelace1',
  'Countess2026',
  'countess@analytical.example',
  'x'.repeat(1025),
])('a password that is guessed first is refused: %s', (password) => {
  expect(passwordProblem(password, owner)).not.toBeNull();
});

test('a long password of ordinary words is welcome', () => {
  for (const password of [
    'violet tram ladder',
    'ада любит машины',
    'aZ3$kq9!Lw',
    'countess of numbers and gears',
  ])
    expect(passwordProblem(password, owner), password).toBeNull();
});

test('random passwords are never refused, and any string gets an answer', () => {
  fc.assert(fc.property(fc.uuid(), (password) => passwordProblem(password, owner) === null));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (password) => passwordProblem(password, owner) !== undefined),
  );
});

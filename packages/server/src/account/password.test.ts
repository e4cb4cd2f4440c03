import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';
import { passwordProblem } from './password-policy.ts';

test('a password is stored as argon2id at the cost OWASP asks for, and verifies', async () => {
  const stored = await hashPassword('violet tram ladder');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(stored, 'violet tram ladder')).toEqual({ correct: true, replacement: null });
  expect(await verifyPassword(stored, 'violet tram ladde')).toEqual({ correct: false, replacement: null });
});

test('the same letters typed on another keyboard are the same password', async () => {
  const stored = await hashPassword('Gru\u0308ße aus Ko\u0308ln');
  expect(await verifyPassword(stored, 'Grüße aus Köln')).toMatchObject({ correct: true });
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

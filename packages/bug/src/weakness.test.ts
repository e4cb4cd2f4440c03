import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findWeakness, parseWeaknessId, searchWeaknesses } from './weakness.ts';

const numbers = (text: string, limit = 5) => searchWeaknesses(text, limit).map(({ number }) => number);

test('a weakness is found by number and by id', () => {
  const xss = findWeakness(79);
  expect(xss).toMatchObject({ id: 'CWE-79', usage: 'allowed' });
  expect(xss?.name).toContain('Cross-site Scripting');
  expect(findWeakness('cwe-79')).toBe(xss);
});

test('categories, withdrawn and unknown numbers are no weaknesses', () => {
  const category = 16;
  const withdrawn = 92;
  expect([category, withdrawn, 0, 99_999].map(findWeakness)).toEqual([null, null, null, null]);
});

test.each([
  ['CWE-79', 79],
  [' 79 ', 79],
  ['cwe-1321', 1321],
  ['CWE79', null],
  ['CWE-079', null],
  ['CWE-', null],
  ['7.9', null],
  ['CWE-999999', null],
])('the id %s reads as %s', (text, number) => {
  expect(parseWeaknessId(text)).toBe(number);
});

test('without text the commonest are offered, twenty-five of them', () => {
  expect(numbers('')).toEqual([79, 89, 352, 862, 787]);
  expect(searchWeaknesses(' ', 100)).toHaveLength(25);
});

test('digits offer that number first, then numbers beginning so', () => {
  expect(numbers('79', 3)).toEqual([79, 790, 791]);
  expect(numbers('CWE-35')[0]).toBe(35);
});

test.each([
  ['xss', 79],
  ['cross-site scr', 79],
  ['sql inj', 89],
  ['csrf', 352],
  ['idor', 639],
  ['open redirect', 601],
  ['prototype pollution', 1321],
  ['use after', 416],
])('typing "%s" offers CWE-%i first', (text, number) => {
  expect(numbers(text)[0]).toBe(number);
});

test('what CWE forbids to map to is found but never offered', () => {
  expect(findWeakness(1041)?.usage).toBe('prohibited');
  expect(numbers('redundant code')).not.toContain(1041);
});

test('any text gives at most the limit and never throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(30), (text, limit) => {
      expect(searchWeaknesses(text, limit).length).toBeLessThanOrEqual(limit);
    }),
  );
});

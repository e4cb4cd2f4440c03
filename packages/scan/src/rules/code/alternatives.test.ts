import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alternatives } from './alternatives.ts';

test('what begins alike shares its beginning', () => {
  expect(alternatives(['\\\\ba', '\\\\bb', 'cd'].map((word) => word.replace('\\\\', '\\')))).toBe(
    '\\b(?:a|b)|(?:cd)',
  );
});

const word = fc.constantFrom(
  'ab',
  'a|b',
  'a+c',
  '\\bx',
  '\\b(?:y|z)',
  '["q]w',
  '["q]e',
  '\\.s',
  '(?:m|n)o',
  'ac',
);
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'c', 'x', 'y', 'z', 'q', 'w', 'e', '.', 's', 'm', 'o', ' '),
});

test('the one matches wherever any of the many does', () => {
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), text, (words, given) => {
      expect(new RegExp(alternatives(words)).test(given)).toBe(
        words.some((one) => new RegExp(one).test(given)),
      );
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOneStepFrom, lookAlike } from './look-alike.ts';

test.each([
  ['npm', 'crossenv', 'cross-env'],
  ['npm', 'loadsh', 'lodash'],
  ['npm', 'lodash-js', 'lodash'],
  ['npm', 'expresss', 'express'],
  ['npm', 'npmrunnall', 'npm-run-all'],
  ['npm', 'dizcordjs', 'discord.js'],
  ['PyPI', 'pytohn', 'python'],
  ['PyPI', 'reqeusts', 'requests'],
  ['PyPI', 'numoy', 'numpy'],
  ['PyPI', 'beaotifulsoup', 'beautifulsoup4'],
] as const)('in %s %s is taken for %s', (ecosystem, name, popular) => {
  expect(lookAlike(ecosystem, name)).toBe(popular);
});

test.each([
  ['npm', 'lodash'],
  ['npm', 'preact'],
  ['npm', 'vuex'],
  ['npm', '@acme/lodahs'],
  ['npm', 'acme-billing-core'],
  ['npm', 'abc'],
  ['PyPI', 'python-dateutil'],
  ['PyPI', 'urllib3'],
  ['Go', 'github.com/gorilla/nux'],
] as const)('in %s %s is taken for nothing', (ecosystem, name) => {
  expect(lookAlike(ecosystem, name)).toBeNull();
});

describe('one step', () => {
  const word = fc.stringMatching(/^[a-z]{2,12}$/);
  test('every single typing error is one step, both ways', () => {
    fc.assert(
      fc.property(
        word,
        fc.nat(),
        fc.constantFrom('insert', 'delete', 'replace', 'swap'),
        (text, position, kind) => {
          const at = position % (text.length - 1);
          const [first = '', second = ''] = text.slice(at);
          const rest = text.slice(at + 2);
          const typed = {
            insert: `${first}_${second}`,
            delete: second,
            replace: `_${second}`,
            swap: second + first,
          }[kind];
          const other = text.slice(0, at) + typed + rest;
          if (other === text) return;
          expect(isOneStepFrom(text, other)).toBe(true);
          expect(isOneStepFrom(other, text)).toBe(true);
        },
      ),
    );
  });

  test('equal words and those that differ by more are not', () => {
    for (const [a, b] of [
      ['lodash', 'lodash'],
      ['lodash', 'ldoahs'],
      ['a', 'abc'],
      ['react', 'redux'],
    ] as const)
      expect(isOneStepFrom(a, b)).toBe(false);
  });
});

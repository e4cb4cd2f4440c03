import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { sourceWords } from './flow/sources.ts';
import { neededTexts } from './regex/needed-texts.ts';
import { readRegex } from './regex/syntax.ts';
import { codeRules } from './rules.ts';
import { wordSearch } from './word-search.ts';

const patterns = [
  ...sourceWords,
  ...codeRules.flatMap(({ words, wordsAlone = [] }) => [...words, ...wordsAlone]),
];
const texts = codeRules.flatMap(({ bad, good }) =>
  [...bad, ...good].flatMap((files) => Object.values(files)),
);

test('what is searched for at once is what each pattern alone finds', () => {
  const search = wordSearch(patterns);
  const wrong = texts.flatMap((text) => {
    const occurs = search(new SourceFile('a.js', text));
    return patterns.filter((pattern, number) => occurs(number) !== new RegExp(pattern).test(text));
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['\\breq\\b', ['req']],
  ['["\']vm2?["\']', ['"vm"', '"vm\'', '"vm2"', '"vm2\'', '\'vm"', "'vm'", '\'vm2"', "'vm2'"]],
  ['\\.(?:send|end)\\s*\\(', ['.send', '.end']],
  ['(?:SELECT|select)\\b[^;]{0,9}\\bfrom', ['select']],
  ['^(?=[\\s\\S]*createHash)(?=[\\s\\S]*md5)', ['createhash']],
  ['a*b?c+', null],
  ['(?:long|[a-z])+', null],
  ['(?<!no)\\w+', null],
  ['\\$\\(', ['$(']],
])('of %s it needs %j', (pattern, needed) => {
  const regex = readRegex(pattern, '');
  expect(regex && neededTexts(regex)).toEqual(needed);
});

test('no text matches without one of the texts that a pattern needs', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '[ab]',
    'ab',
    '(?:ab|ba)',
    '(?:a|bab)',
    '\\w',
    '\\b',
    '(?=ab)',
    '(?!ab)',
  );
  const repeated = fc
    .tuple(atom, fc.constantFrom('', '', '?', '*', '+', '{2}'))
    .map(([one, times]) => (times === '' ? one : `(?:${one})${times}`));
  fc.assert(
    fc.property(
      fc.array(repeated, { minLength: 1, maxLength: 5 }),
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' '), maxLength: 9 }), {
        minLength: 20,
        maxLength: 20,
      }),
      (parts, candidates) => {
        const pattern = parts.join('');
        const regex = readRegex(pattern, '');
        const needed = regex && neededTexts(regex);
        const found = candidates.filter((text) => new RegExp(pattern).test(text));
        if (needed)
          expect(found.filter((text) => !needed.some((one) => text.toLowerCase().includes(one)))).toEqual([]);
      },
    ),
  );
});

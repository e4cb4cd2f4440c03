import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellCommands } from './shell.ts';

const wordsOf = (text: string) => shellCommands(text).map(({ words }) => words.join(' '));

test.each([
  ['a b && c; d || e & f', ['a b', 'c', 'd', 'e', 'f']],
  ['if a; then b; fi', ['a', 'b']],
  ['A=1 env B=2 nohup c \'d e\' "f g"', ['c d e f g']],
  ['a \\\n  b # c\nd', ['a b', 'd']],
  ['a > b 2>&1 | c &>d & e', ['a > b 2>&1', 'c &>d', 'e']],
  ["bash -ec 'a | b'", ['bash -ec a | b', 'a', 'b']],
  ['x=$(a $(b)) c', ['c', 'a $(b)', 'b']],
  ['cd `ls | head` && b', ['cd `ls | head`', 'ls', 'head', 'b']],
  ['sh <(curl a)', ['sh <(curl a)', 'curl a']],
  ['echo $((1 + 2))', ['echo $((1 + 2))']],
])('%s runs %j', (text, commands) => {
  expect(wordsOf(text)).toEqual(commands);
});

test('a pipe is followed from command to command', () => {
  const [first] = shellCommands('curl a | tee b | sh');
  expect([first?.pipedInto?.words, first?.pipedInto?.pipedInto?.words]).toEqual([['tee', 'b'], ['sh']]);
});

test.each(['{ a; curl b; } | sh', '(a && curl b) | sh', 'if a; then curl b; fi | sh'])(
  'in %s the last command of the group is piped on',
  (text) => {
    const curl = shellCommands(text).find(({ words }) => words[0] === 'curl');
    expect(curl?.pipedInto?.words).toEqual(['sh']);
  },
);

test('any text comes to an end, and has no more commands than characters at each depth', () => {
  const shellish = fc.string({
    unit: fc.constantFrom(
      'a',
      ' ',
      '\n',
      '|',
      '&',
      ';',
      '(',
      ')',
      '$',
      '{',
      '}',
      '<',
      '>',
      '"',
      "'",
      '`',
      '\\',
      '#',
      '=',
      'sh -c ',
    ),
    maxLength: 120,
  });
  fc.assert(
    fc.property(shellish, (text) => {
      expect(shellCommands(text).length).toBeLessThanOrEqual(5 * text.length + 5);
    }),
    { numRuns: 500 },
  );
});

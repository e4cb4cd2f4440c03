import { expect, test } from 'vitest';
import { sampleOf, stepsOn } from './code/regex/backtracking.ts';
import { type Regex, readRegex } from './code/regex/syntax.ts';
import { codeRules } from './code/rules.ts';
import { pythonRules } from './python/rules.ts';

const searches = [
  ...pythonRules.map(({ id, words }) => ({ id, source: words.source, flags: words.flags })),
  ...codeRules.flatMap(({ id, words, wordsAlone = [] }) =>
    [...words, ...wordsAlone].map((source) => ({ id, source, flags: '' })),
  ),
];

test.each(searches)(
  'the search of $id for $source takes twice as long in twice the text',
  ({ source, flags }) => {
    const regex = readRegex(source, flags);
    // A search whose steps grow with the square of the text takes four times as many.
    for (const bait of regex ? baitsOf(regex) : [])
      expect(stepsOfSearch(regex, bait.repeat(80)), bait).toBeLessThan(
        3 * stepsOfSearch(regex, bait.repeat(40)),
      );
  },
);

test('a search that reads the rest of the line from every word of it is found out', () => {
  const regex = readRegex('key\\s*=[^\\n]*random', '');
  expect(stepsOfSearch(regex, 'key='.repeat(80))).toBeGreaterThan(
    3 * stepsOfSearch(regex, 'key='.repeat(40)),
  );
});

function stepsOfSearch(regex: Regex | null, text: string): number {
  let steps = 0;
  if (regex) for (let from = 0; from < text.length; from++) steps += stepsOn(regex, text, from);
  return steps;
}

/** Texts that lead into each unbounded loop of the pattern, over and over. */
function baitsOf(regex: Regex, before = ''): string[] {
  switch (regex.kind) {
    case 'all': {
      let text = before;
      return regex.parts.flatMap((part) => {
        const baits = baitsOf(part, text);
        text += sampleOf(part);
        return baits;
      });
    }
    case 'either':
      return regex.branches.flatMap((branch) => baitsOf(branch, before));
    case 'repeat': {
      const inner = baitsOf(regex.body, before);
      const bait = before + sampleOf(regex.body);
      return regex.max === Infinity && bait !== '' ? [bait, `${bait} `, ...inner] : inner;
    }
    default:
      return [];
  }
}

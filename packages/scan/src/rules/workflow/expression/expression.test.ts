import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../../engine/file.ts';
import { expressionsIn } from '../workflow-file.ts';
import { constantOf } from './constant.ts';
import { sourcesOf } from './flow.ts';
import { termOf } from './syntax.ts';

const computed = (text: string, known: Readonly<Record<string, string>> = {}) => {
  const term = termOf(text);
  return term && constantOf(term, (path) => known[path]);
};
const sources = (text: string) => {
  const term = termOf(text);
  return term && sourcesOf(term);
};

describe('the value of an expression', () => {
  test.each([
    ["'it''s'", "it's"],
    ['0x1F', 31],
    ['-2.5e1', -25],
    ["!'' && 1 < 2", true],
    ["true || github.ref == 'x'", true],
    ["'A' == 'a'", true],
    ['null == 0', true],
    ["format('{0}-{1}{{}}', 'a', format('{0}', 1))", 'a-1{}'],
    ["contains('Hello', 'ELL')", true],
  ])('%s', (text, value) => expect(computed(text)).toBe(value));

  test.each(["github.ref == 'x'", "format('{0}', github.sha)", "github.a || 'b'", "fromJSON('[1]')[0]"])(
    '%s depends on something',
    (text) => expect(computed(text)).toBeUndefined(),
  );

  test('is known where the contexts are', () => {
    const known = { 'github.ref': 'refs/tags/v1', 'github.ref_type': 'tag' };
    expect(computed("!startsWith(GitHub.Ref, 'refs/tags/')", known)).toBe(false);
    expect(computed("github.ref_type == 'branch' && inputs.cache", known)).toBe(false);
    expect(computed("github['ref_type'] == 'tag' && inputs.cache", known)).toBeUndefined();
  });

  test('does not grow without end', () => {
    const bomb = (depth: number): string =>
      depth === 0 ? "'xxxxxxxxxx'" : `format('${'{0}'.repeat(10)}', ${bomb(depth - 1)})`;
    expect(computed(bomb(12))).toBeUndefined();
  });
});

describe('what text an expression lets through', () => {
  test.each([
    ['github.event.issue.title', ['github.event.issue.title']],
    ["github.event['issue'].TITLE", ['github.event.issue.title']],
    ['join(github.event.commits[0].message)', ['github.event.commits.*.message']],
    ['(github.event.a || github.event.b).title', ['github.event.a.title', 'github.event.b.title']],
    ['fromJSON(steps.a.outputs.b).c[0].id', ['steps.a.outputs.b']],
    ["github.head_ref == 'x' && 'yes' || inputs.other", ['inputs.other']],
    ["contains(github.event.issue.title, 'x')", []],
    ["case(github.head_ref == 'x', inputs.a, inputs.b)", ['inputs.a', 'inputs.b']],
    ['!github.head_ref', []],
  ])('%s', (text, paths) => expect(sources(text)).toEqual(paths));
});

test.each(['a b', 'a ||', '(a', "'open", 'a..b', 'f(a', 'a[', '"a"', ''])('%s is no expression', (text) =>
  expect(termOf(text)).toBeNull(),
);

test('any text is read or refused, however deep', () => {
  const marks = fc.constantFrom(
    '(',
    ')',
    '[',
    ']',
    '.',
    '!',
    '&&',
    '||',
    '==',
    ',',
    '*',
    'a',
    "'x'",
    '1',
    ' ',
    'f(',
  );
  fc.assert(
    fc.property(fc.array(marks, { maxLength: 200 }), (parts) => {
      const term = termOf(parts.join(''));
      if (term) expect(Array.isArray(sourcesOf(term))).toBe(true);
    }),
    { numRuns: 300 },
  );
  for (const open of ['(', '!', 'f(', 'a[', 'a.']) expect(() => termOf(open.repeat(100_000))).not.toThrow();
});

test.each([
  [`\${{ a }} b \${{ '}}' }}`, ['a', "'}}'"]],
  [`\${{ a \${{ b`, []],
  [`\${{ 'a\n \${{ b }}`, ['b']],
  [`\${{ a } }} }}`, ['a }']],
])('the expressions of %j are %j', (text, expected) => {
  const found = expressionsIn(new SourceFile('ci.yml', text), { start: 0, end: text.length });
  expect(found.map((one) => one.text)).toEqual(expected);
  for (const { start, end } of found) expect(text.slice(start, end)).toMatch(/^\$\{\{.*\}\}$/);
});

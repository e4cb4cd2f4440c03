import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { codeFamily } from './family.ts';
import { explodingText } from './regex/backtracking.ts';

function check(path: string, text: string): { ids: string[]; skipped: string[] } {
  const ids: string[] = [];
  const skipped: string[] = [];
  codeFamily.checkFile(
    new SourceFile(path, text),
    (rule) => ids.push(rule.id),
    (_, why) => skipped.push(why.message),
  );
  return { ids, skipped };
}

const attack = "app.get('/', (req, res) => eval(req.query.code));\n";

test('what stands before a syntax error is checked, and the rest is noted', () => {
  const { ids, skipped } = check('a.js', `${attack}const x = 1;\nfunction broken( {{{\n`);
  expect(ids).toEqual(['code/eval-of-value']);
  expect(skipped).toEqual([expect.stringMatching(/^syntax error: not read as JavaScript from line \d+ on$/)]);
});

test('a file that is no JavaScript at all is noted', () => {
  expect(check('a.js', 'eval( ] [ ) (').skipped).toEqual([
    expect.stringContaining('not readable as JavaScript'),
  ]);
});

test.each([
  ['brackets', `eval(x);${'['.repeat(50_000)}`],
  ['arrows', `eval(x);y=${'a=>'.repeat(50_000)}a`],
  ['conditions', `eval(x);y=${'a?b:'.repeat(50_000)}c`],
  ['elements', `eval(x);y=${'<a>'.repeat(50_000)}`],
  ['types', `eval(x);let a:${'A<'.repeat(50_000)}B`],
  ['templates', `eval(x);y=${'`${'.repeat(50_000)}`],
])('%s nested 50,000 deep are noted before the parser sees them', (_, text) => {
  expect(check('a.tsx', text).skipped).toEqual([expect.stringContaining('nested too deep')]);
});

test('a sum of twenty thousand parts is read like any other', () => {
  const sum = `app.get('/', (req) => eval(${'"a" + '.repeat(20_000)}req.query.x));`;
  expect(check('a.js', sum)).toEqual({ ids: ['code/eval-of-value'], skipped: [] });
});

test('scripts inside a page are found at their own line', () => {
  const lines: number[] = [];
  codeFamily.checkFile(
    new SourceFile(
      'a.html',
      '<h1>x</h1>\n<script>\nx.innerHTML = location.hash;\n</script>\n<script src="a.js"></script>',
    ),
    (_, file, place) => lines.push(file.positionAt(place.start).line),
    () => undefined,
  );
  expect(lines).toEqual([3]);
});

const pieces = fc.constantFrom(
  'const ',
  'let a',
  ' = ',
  'req.query.a',
  'eval(',
  ')',
  '{',
  '}',
  '(',
  '[',
  ']',
  '=>',
  ';\n',
  'a',
  '.b',
  '`${',
  '}`',
  '`',
  'function f(a) {',
  'for (const a of b)',
  'if (a)',
  'class A {',
  'return ',
  '"',
  "'",
  '/',
  '<a ',
  '>',
  '?',
  ':',
  ',',
  '...',
  'await ',
  'async ',
  'import x from "y";',
  'require("child_process").exec(',
  'a = a.b;',
  '\u0000',
  '😀',
  '<!--',
  '*/',
  '/*',
);

test('no sequence of tokens stops the check', () => {
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 60 }),
      fc.constantFrom('a.js', 'a.tsx', 'a.vue', 'a.html'),
      (parts, path) => {
        const text = `${attack}${path.endsWith('js') ? '' : '<script>'}${parts.join('')}`;
        for (const why of check(path, text).skipped)
          expect(why).toMatch(/^(syntax error|not readable as JavaScript)/);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  '^(a+)+$',
  '(a|aa)+$',
  '^(\\w+\\s?)*$',
  '([a-z]+)*\\d',
  '^(a|a?)+$',
  '(\\d+|\\w+)*!',
  '^((ab)*)*c$',
  '(x+x+)+y',
  '^(?:.*a)*b$',
])('%s is found to explode', (pattern) => {
  const text = explodingText(pattern, '') ?? '';
  // The proof is checked on the engine itself, on a shorter text of the same kind.
  expect(text.length).toBeGreaterThan(10);
});

test.each([
  '^a+$',
  '(a|b)+$',
  '^\\w+(\\s\\w+)*$',
  '^(\\d{3}-?)*$',
  '(?:"[^"]*"|\\S)+',
  '^(?:a+b)+$',
  '^[^<]+(?:<[^>]+>)*$',
  '(a+)+',
  '(.*)*',
  '^([a-z]+;)*$',
])('%s is not', (pattern) => {
  expect(explodingText(pattern, '')).toBeNull();
});

test('any pattern is judged in bounded time', () => {
  const atoms = fc.constantFrom(
    'a',
    '\\w',
    '\\s',
    '.',
    '[a-z]',
    '[^b]',
    'b',
    '(',
    ')',
    '(?:',
    '|',
    '*',
    '+',
    '?',
    '{2,}',
    '^',
    '$',
    '(?=',
    '\\1',
    '[',
    ']',
  );
  fc.assert(
    fc.property(fc.array(atoms, { maxLength: 20 }), (parts) => {
      const pattern = parts.join('');
      const text = explodingText(pattern, '');
      if (text !== null) expect(() => new RegExp(pattern)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { mistakesIn, ownerOf, ownershipsOf } from './owners.ts';

const ownerships = (...lines: string[]) => ownershipsOf(new SourceFile('CODEOWNERS', lines.join('\n')));

test.each([
  ['*', 'a/b.ts', true],
  ['*.ts', 'a/b.ts', true],
  ['/*.ts', 'a/b.ts', false],
  ['/src/', 'src/a/b.ts', true],
  ['src/', 'lib/src/a.ts', true],
  ['/src', 'lib/src/a.ts', false],
  ['docs/*', 'docs/a.md', true],
  ['docs/*.md', 'docs/a/b.md', false],
  ['**/logs', 'a/b/logs/c', true],
  ['/a/**/z', 'a/b/c/z', true],
  ['a.ts', 'axts', false],
  ['docs/*', 'docs/a/b.md', false],
  ['/*', 'a/b.ts', false],
  ['apps/', 'apps', false],
  ['a?c', 'abc', true],
  ['a\\ b', 'a b', true],
  ['a\\*', 'abc', false],
  ['**', 'a/b', true],
])('%s owns %s: %s', (pattern, path, isOwned) => {
  expect(ownerOf(ownerships(`${pattern} @ann`), path) !== null).toBe(isOwned);
});

test('the last line that matches decides, also when it names nobody', () => {
  const all = ownerships('* @ann @bob # everybody', '', '# a comment', '/.github/');
  expect(ownerOf(all, 'a.ts')?.owners).toEqual(['@ann', '@bob']);
  expect(ownerOf(all, '.github/a.yml')?.owners).toEqual([]);
});

test('the owners of a section of GitLab are those of its lines without', () => {
  const all = ownerships('[Docs][2] @ann @bob', 'README.md', '*.ts @eve');
  expect(all.map(({ owners }) => owners)).toEqual([['@ann', '@bob'], ['@eve']]);
});

test('each section of GitLab has owners of its own, and what one takes out stays out of it', () => {
  const all = ownerships('[Code]', '* @ann', '!*.lock', '*.lock @eve', '[Docs]', '*.md @bob');
  expect(ownerOf(all, 'a.md')?.owners).toEqual(['@bob']);
  expect(ownerOf(all, 'a.ts')?.owners).toEqual(['@ann']);
  expect(ownerOf(all, 'a.lock')).toBe(null);
});

test.each(['!docs/ @ann', 'src/[ab].ts @ann', '\\#a @ann', '* ann'])(
  'GitHub leaves out the line %s',
  (line) => {
    const file = new SourceFile('CODEOWNERS', line);
    expect(mistakesIn(file)).toHaveLength(1);
    expect(ownershipsOf(file)).toEqual([]);
  },
);

test('a pattern of many stars takes no more steps than both are long', () => {
  const all = ownerships(`${'**/a*'.repeat(200)}b @ann`);
  expect(ownerOf(all, 'a/'.repeat(2000))).toBe(null);
});

test('stars, names and folders match what the regular expression of the pattern matches', () => {
  const part = fc.constantFrom('a', 'b', '*', '**', '?', 'ab', '*.c', 'a.c');
  const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
  const path = fc
    .array(fc.constantFrom('a', 'b', 'ab', 'a.c'), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(pattern, path, (one, other) => {
      expect(ownerOf(ownerships(`${one} @ann`), other) !== null).toBe(expressionOf(one).test(other));
    }),
    { numRuns: 500 },
  );
});

/** Slow on a hostile pattern, but short. */
function expressionOf(pattern: string): RegExp {
  const body = pattern.slice(1);
  const source = body.replace(/\*\*\/|\*\*|\*|\?|\./g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    return token === '**' ? '.*' : token === '*' ? '[^/]*' : token === '?' ? '[^/]' : '\\.';
  });
  const isOpen = !(body.split('/').at(-1) ?? '').includes('*');
  return new RegExp(`^${source}${isOpen ? '(?:/.*)?' : ''}$`);
}

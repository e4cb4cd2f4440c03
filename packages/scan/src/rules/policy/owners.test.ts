import { expect, test } from 'vitest';
import { SourceFile } from '../../engine/file.ts';
import { ownerOf, ownershipsOf } from './owners.ts';

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

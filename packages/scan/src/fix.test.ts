import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RawHit } from './engine/outcome.ts';
import type { Edit } from './engine/rule.ts';
import { applyEdits } from './fix.ts';
import { folderWith, repositoryWith, scanIn } from './test/workspace.ts';
import { diskTree } from './walk/disk-tree.ts';

const hitWith = (path: string, edit?: Edit): RawHit => ({
  hit: {
    ruleId: 'image/untagged-base',
    severity: 'low',
    confidence: 'certain',
    weakness: [],
    kind: 'security',
    path,
    startLine: 1,
    startColumn: 1,
    endLine: 1,
    endColumn: 2,
    message: '',
    fix: '',
    fingerprints: [],
    evidence: '',
  },
  aliases: [],
  ...(edit ? { edit } : {}),
});

function fixed(content: string | Buffer, ...edits: Edit[]) {
  const folder = folderWith({ 'a.txt': content });
  const tree = diskTree(folder, () => false);
  const result = applyEdits(tree, [...edits.map((edit) => hitWith('a.txt', edit)), hitWith('a.txt')]);
  return { ...result, text: readFileSync(join(folder, 'a.txt'), 'utf8'), folder };
}

test('edits are made from the end, and hits without one remain', () => {
  const {
    text,
    fixed: count,
    left,
  } = fixed(
    'één http://a http://b\r\n',
    { start: 4, end: 8, text: 'https' },
    { start: 13, end: 17, text: 'https' },
  );
  expect(text).toBe('één https://a https://b\r\n');
  expect([count, left.length]).toEqual([2, 1]);
});

test('of two edits that overlap one is made, the other remains', () => {
  const { text, left } = fixed('abcdef', { start: 0, end: 4, text: 'X' }, { start: 3, end: 6, text: 'Y' });
  expect(text).toBe('abcY');
  expect(left).toHaveLength(2);
});

test('a file that would not come back byte for byte is left alone', () => {
  const { fixed: count } = fixed(Buffer.from([0x61, 0xff, 0x62]), { start: 0, end: 1, text: 'X' });
  expect(count).toBe(0);
});

test('a file keeps its mode, and --fix refuses staged blobs', async () => {
  const { folder } = fixed('a', { start: 0, end: 1, text: 'b' });
  expect(statSync(join(folder, 'a.txt')).mode & 0o777).toBe(0o644);
  const { status, err } = await scanIn(repositoryWith({ 'a.txt': '' }), ['--staged', '--fix']);
  expect([status, err]).toEqual([2, expect.stringContaining('--staged')]);
});

const sha = 'a'.repeat(40);
const digest = `sha256:${'b'.repeat(64)}`;
const workflow = (uses: string, image: string) =>
  `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    container: ${image}\n    steps:\n      - uses: ${uses}\n        with: {a: b}\n`;

test('--fix --pins names commits and digests the map knows, and leaves the others', async () => {
  const folder = folderWith({
    '.github/workflows/ci.yml': workflow('someone/deploy@v3', '"node:24"'),
    '.github/workflows/other.yml': workflow('someone/else@v1', 'node:22'),
    Dockerfile: 'FROM --platform=$BUILDPLATFORM node AS build\nUSER node\n',
    'pins.json': JSON.stringify({ 'someone/deploy@v3': sha, 'node:24': digest, node: digest }),
  });
  await scanIn(folder, ['--fix', '--pins', 'pins.json']);
  const text = (path: string) => readFileSync(join(folder, path), 'utf8');
  expect(text('.github/workflows/ci.yml')).toBe(
    workflow(`someone/deploy@${sha} # v3`, `"node:24@${digest}"`),
  );
  expect(text('.github/workflows/other.yml')).toBe(workflow('someone/else@v1', 'node:22'));
  expect(text('Dockerfile')).toContain(`BUILDPLATFORM node@${digest} AS build`);
});

test.each([
  ['[]', 'expected an object'],
  ['{"a/b@v1": "v1.0.0"}', '"a/b@v1" is "v1.0.0", expected a commit'],
  ['{', 'is no JSON'],
])('a map of pins like %s is refused, and nothing is changed', async (pins, message) => {
  const folder = folderWith({ 'pins.json': pins, Dockerfile: 'FROM node\n' });
  const { status, err } = await scanIn(folder, ['--fix', '--pins', 'pins.json']);
  expect([status, err]).toEqual([2, expect.stringContaining(message)]);
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toBe('FROM node\n');
});

test('what was changed is listed, and what changed meanwhile is left alone and said', async () => {
  const { notes } = fixed('ab', { start: 0, end: 1, text: 'x' });
  expect(notes).toMatchObject([{ path: 'a.txt', line: 1, message: expect.stringMatching(/^changed: /) }]);
  const folder = folderWith({ 'a.txt': 'another text by now' });
  const found = hitWith('a.txt', { start: 0, end: 1, text: 'x' });
  const raw = { ...found, hit: { ...found.hit, evidence: 'FROM node' }, caret: { from: 0, to: 1 } };
  const { left, notes: said } = applyEdits(
    diskTree(folder, () => false),
    [raw],
  );
  expect([left.length, said[0]?.message]).toEqual([1, 'not changed: it changed while it was scanned']);
  expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('another text by now');
});

import { appendFileSync, copyFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporary } from '../test/desk.ts';
import { FileSource } from './file.ts';

const follow = (from: 'start' | 'end' = 'end', name = 'access.log') => {
  const path = join(temporary(), name);
  const lines: string[] = [];
  const states: string[] = [];
  const source = new FileSource({
    path,
    from,
    onLine: (line) => lines.push(line),
    onState: (message) => states.push(message),
  });
  return { path, lines, states, source };
};

test('only what comes after the start is read, lines whole', async () => {
  const { path, lines, source } = follow();
  writeFileSync(path, 'old\n');
  await source.poll();
  appendFileSync(path, 'new one\nhal');
  await source.poll();
  expect(lines).toEqual(['new one']);
  appendFileSync(path, 'f\n');
  await source.poll();
  expect(lines).toEqual(['new one', 'half']);
  await source.stop();
});

test('rotation: the old file is read to its end, then the new one from its start', async () => {
  const { path, lines, source } = follow('start');
  writeFileSync(path, 'a\n');
  await source.poll();
  appendFileSync(path, 'b\n');
  renameSync(path, `${path}.1`);
  writeFileSync(path, 'c\n');
  await source.poll();
  expect(lines).toEqual(['a', 'b', 'c']);
  await source.stop();
});

test('copytruncate: reading starts again at the front', async () => {
  const { path, lines, source } = follow('start');
  writeFileSync(path, 'a\nb\n');
  await source.poll();
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
  await source.poll();
  appendFileSync(path, 'c\n');
  await source.poll();
  expect(lines).toEqual(['a', 'b', 'c']);
  await source.stop();
});

test('a missing file is told once and read in full when it appears', async () => {
  const { path, lines, states, source } = follow('end');
  await source.poll();
  await source.poll();
  writeFileSync(path, 'first\n');
  await source.poll();
  expect(lines).toEqual(['first']);
  expect(states.map((state) => state.replace(path, 'F'))).toEqual([
    'F is not there; waiting for it',
    'F is there; reading it',
  ]);
  await source.stop();
});

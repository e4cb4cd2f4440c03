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

test.each([['start'], ['end']] as const)(
  'a file that was emptied and has grown past its old size between two looks is read from its front (%s)',
  async (from) => {
    const { path, lines, source } = follow(from);
    writeFileSync(path, '1.2.3.4 before\n1.2.3.4 hal');
    await source.poll();
    lines.length = 0;
    truncateSync(path, 0);
    appendFileSync(path, '9.9.9.9 first\n9.9.9.9 second\n9.9.9.9 third\n');
    await source.poll();
    expect(lines).toEqual(['9.9.9.9 first', '9.9.9.9 second', '9.9.9.9 third']);
    await source.stop();
  },
);

test('attack: half a line of a file that was emptied is not glued to the next', async () => {
  const { path, lines, source } = follow('start');
  writeFileSync(path, 'a\n20');
  await source.poll();
  truncateSync(path, 0);
  await source.poll();
  appendFileSync(path, '3.0.113.9 innocent\n');
  await source.poll();
  expect(lines).toEqual(['a', '3.0.113.9 innocent']);
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

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, jsonOf, repositoryWith, scanIn, writeInto } from '../test/workspace.ts';

const risky = 'module.exports = (req, res) => eval(req.query.code);\n';

test.each([
  [['--outpt', 'x'], 'there is no option --outpt: did you mean --output?'],
  [['--zzzzzzzz'], 'there is no option --zzzzzzzz\n'],
  [['--only', 'secert'], 'there is no rule or family secert: did you mean secret?'],
  [['--skip', 'code/eval-of-valu'], 'code/eval-of-valu: did you mean code/eval-of-value?'],
  [['--only', 'secret/gihub-*'], 'there is no rule or family secret/gihub-*'],
  [['--explain', 'secret/githb-token'], 'secret/githb-token: did you mean secret/github-token?'],
  [['hok', 'install'], 'hok: there is no such file or folder: did you mean hook?'],
  [['--staged', '--fix'], 'it does not go with --staged'],
])('what is misspelt in %j is named, and what was meant', async (args, message) => {
  const { status, err } = await scanIn(folderWith({ 'a.js': risky }), args);
  expect([status, err]).toEqual([2, expect.stringContaining(message)]);
});

test('part of a family is chosen by a pattern', async () => {
  const folder = folderWith({ 'a.js': risky, Dockerfile: 'FROM node\n' });
  const ids = async (...args: readonly string[]) =>
    (await jsonOf(folder, args)).document.hits.map(({ ruleId }) => ruleId);
  expect(await ids('--only', 'code/eval-*')).toEqual(['code/eval-of-value']);
  expect(await ids('--only', 'code,image', '--skip', 'code/eval-*')).toEqual(['image/untagged-base']);
  writeInto(folder, { 'bugheist.config.json': JSON.stringify({ rules: { 'code/eval-*': 'off' } }) });
  expect(await ids('--only', 'code,image')).toEqual(['image/untagged-base']);
});

describe('a file that cannot be read or written is named, with the reason', () => {
  test.each([
    [['--format', 'json', '--output', 'folder'], '--output folder could not be written: it is a folder'],
    // Where a folder cannot be made, Node 24 would try for ever.
    [
      ['--format', 'json', '--output', '/proc/none/a.json'],
      '--output /proc/none/a.json could not be written',
    ],
    [['--write-baseline', 'a.js/b.json'], 'could not be written: a part of the path is no folder'],
    [['--config', 'folder'], 'folder could not be read: it is a folder'],
    [['--baseline', 'folder'], 'folder could not be read: it is a folder'],
    [['a.js/b'], 'a.js/b: a part of the path is no folder'],
  ])('%j', async (args, message) => {
    const folder = folderWith({ 'a.js': risky, 'folder/b.js': risky });
    const { status, err } = await scanIn(folder, args);
    expect([status, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test('and the report for the terminal has come out all the same', async () => {
    const args = ['--format', 'json', '--output', '.', '--format', 'human'];
    expect((await scanIn(folderWith({ 'a.js': risky }), args)).out).toContain('code/eval-of-value');
  });
});

test('a crash ends with 3, never with the status of a hit, and says that it is ours', async () => {
  const now = () => {
    throw new Error('the clock stands');
  };
  const { status, err } = await scanIn(folderWith({ 'a.js': risky }), [], { now });
  expect([status, err]).toEqual([3, expect.stringMatching(/a mistake of ours.*the clock stands\n +at /)]);
});

describe.skipIf(process.getuid?.() === 0)('of what nobody may open (not as root, who may)', () => {
  const closed = (folder: string, path: string) => {
    chmodSync(join(folder, path), 0o000);
    return folder;
  };

  test.each([
    ['in git', repositoryWith],
    ['without git', folderWith],
  ] as const)('a folder is noted, %s', async (_, make) => {
    const folder = make({ 'a.js': risky });
    writeInto(folder, { 'shut/b.js': risky });
    const { document } = await jsonOf(closed(folder, 'shut'));
    expect(document['skipped']).toEqual([{ path: 'shut', reason: 'no permission to list the folder' }]);
    chmodSync(join(folder, 'shut'), 0o700);
  });

  test('a file is noted, and the scanned folder itself is an error', async () => {
    const folder = closed(folderWith({ 'a.js': risky }), 'a.js');
    expect((await jsonOf(folder)).document['skipped']).toEqual([
      { path: 'a.js', reason: 'no permission to read it' },
    ]);
    const { status, err } = await scanIn(join(closed(folder, '.'), '..'), [folder]);
    chmodSync(folder, 0o700);
    expect([status, err]).toEqual([2, expect.stringContaining('no permission')]);
  });
});

test('a complaint that quotes a file cannot speak to the terminal, and names the command that was called', async () => {
  const folder = folderWith({ 'bugheist.config.json': '\u001b[2J{' });
  const { err } = await scanIn(folder, [], { command: 'bugheist-scan' });
  expect(err).toMatch(/^bugheist-scan: bugheist\.config\.json is not JSON/);
  expect(err).not.toContain('\u001b');
  const { out } = await scanIn(folder, ['--help'], { command: 'bugheist-scan' });
  expect(out).not.toContain('bugheist scan');
});

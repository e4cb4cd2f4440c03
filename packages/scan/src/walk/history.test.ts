import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixed } from '../rules/secret/shape.ts';
import {
  commitAll,
  folderWith,
  gitIn,
  jsonOf,
  repositoryWith,
  scanIn,
  writeInto,
} from '../test/workspace.ts';
import { addedLinesOf } from './patches.ts';

const token = (n: number) => `ghp_${mixed(35).standIn}${n}`;

test('a secret that was removed is found once, at its line then, with its first and last commit', async () => {
  const folder = repositoryWith({ 'a.env': 'X=1\n' });
  for (const name of ['a.env', 'b.env']) {
    writeInto(folder, { [name]: `X=1\nTOKEN=${token(1)}\n` });
    commitAll(folder, name);
  }
  const last = gitIn(folder, 'rev-parse', 'HEAD').trim();
  for (const name of ['a.env', 'b.env']) rmSync(join(folder, name));
  commitAll(folder, 'cleaned');
  const { status, document } = await jsonOf(folder, ['--history']);
  expect(status).toBe(1);
  expect(document.hits).toMatchObject([
    { path: 'b.env', startLine: 2, history: { lastCommit: last, inTree: false } },
  ]);
  expect(document.hits[0]?.['history']).not.toMatchObject({ firstCommit: last });
});

test('a secret that is still there is one hit, with its dates', async () => {
  const folder = repositoryWith({ 'a.env': `TOKEN=${token(2)}\n` });
  const { document } = await jsonOf(folder, ['--history']);
  expect(document.hits).toMatchObject([{ path: 'a.env', history: { inTree: true } }]);
});

test('what a shallow clone lacks could not be checked, and the report says how to get it', async () => {
  const folder = repositoryWith({ 'a.env': `TOKEN=${token(2)}\n` });
  commitAll(folder, 'second');
  const clone = join(folderWith({}), 'clone');
  gitIn(folder, 'clone', '--quiet', '--depth', '1', `file://${folder}`, clone);
  rmSync(join(clone, 'a.env'));
  const { status, document } = await jsonOf(clone, ['--history', '--only', 'image']);
  expect([status, document['skipped']]).toEqual([
    3,
    [{ path: '.', reason: expect.stringContaining('git fetch --unshallow'), unable: true }],
  ]);
});

test('on a terminal the history shows how far it is, and takes the bar back', async () => {
  const folder = repositoryWith({ 'a.txt': 'x' });
  for (const name of ['b', 'c', 'd']) {
    writeInto(folder, { [name]: name });
    commitAll(folder, name);
  }
  let time = Date.parse('2026-11-24');
  const now = () => {
    time += 1000;
    return new Date(time);
  };
  const { err } = await scanIn(folder, ['--history'], { errIsTerminal: true, now });
  expect(err).toMatch(/█+░+ 2 of 4 commits/);
  expect(err.endsWith('\r\u001b[K')).toBe(true);
  expect((await scanIn(folder, ['--history'], { now })).err).toBe('');
});

test('a branch that was never merged is searched, too', async () => {
  const folder = repositoryWith({ 'a.txt': 'x\n' });
  gitIn(folder, 'switch', '--quiet', '--create', 'side');
  writeInto(folder, { 'side.env': `TOKEN=${token(3)}\n` });
  commitAll(folder, 'side');
  gitIn(folder, 'switch', '--quiet', 'main');
  expect((await jsonOf(folder, ['--history'])).document.hits).toMatchObject([{ path: 'side.env' }]);
});

test('what the project excludes is not searched in its history either', async () => {
  const folder = repositoryWith({ 'samples/a.env': `TOKEN=${token(4)}\n`, '.bugheistignore': 'samples/\n' });
  rmSync(join(folder, 'samples/a.env'));
  commitAll(folder, 'cleaned');
  expect((await jsonOf(folder, ['--history'])).document.hits).toEqual([]);
});

test('a container of keys that was removed is found by its name', async () => {
  const folder = repositoryWith({ 'certs/client.p12': '\0\x01\0' });
  rmSync(join(folder, 'certs/client.p12'));
  commitAll(folder, 'cleaned');
  expect((await jsonOf(folder, ['--history'])).document.hits).toMatchObject([
    { ruleId: 'secret/key-container', path: 'certs/client.p12', history: { inTree: false } },
  ]);
});

test('a history that lacks an object gives what it has, and says that it is not the whole', async () => {
  const folder = repositoryWith({ 'a.txt': 'lost\n', 'b.env': 'X=1\n' });
  const lost = gitIn(folder, 'rev-parse', 'HEAD:a.txt').trim();
  rmSync(join(folder, 'a.txt'));
  writeInto(folder, { 'b.env': `TOKEN=${token(5)}\n` });
  commitAll(folder, 'a secret');
  writeInto(folder, { 'b.env': 'X=1\n' });
  commitAll(folder, 'cleaned');
  rmSync(join(folder, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  const { document } = await jsonOf(folder, ['--history']);
  expect(document.hits).toMatchObject([{ path: 'b.env', history: { inTree: false } }]);
  expect(document.skipped).toMatchObject([
    { path: '.', reason: expect.stringContaining(lost), unable: true },
  ]);
  expect((await jsonOf(folder, ['--history', '--fail-on', 'none'])).status).toBe(3);
});

test('added text that looks like a patch stays text', async () => {
  const folder = repositoryWith({ 'a.txt': 'x\n' });
  const lines = fc.array(
    fc.constantFrom('++ b/evil', '-- a/evil', '@@ -1 +1 @@', 'diff --git a/x b/x', '', '\0', 'text'),
  );
  const contents = fc.sample(lines, 5).map((all) => `start\n${all.join('\n')}\nend\n`);
  for (const [n, content] of contents.entries()) {
    writeInto(folder, { 'odd "name\t.txt': content.replaceAll('\0', ' ') });
    commitAll(folder, `${n}`);
    const patch = gitIn(
      folder,
      'log',
      '-1',
      '-p',
      '-U0',
      '--text',
      '--format=%x00%H%x00%cI%x00',
      '--diff-filter=AM',
    );
    for await (const added of addedLinesOf(streamOf(Buffer.from(patch))))
      expect(added.path).toBe('odd "name\t.txt');
  }
});

async function* streamOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

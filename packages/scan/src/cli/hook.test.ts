import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitIn, repositoryWith, scanIn, writeInto } from '../test/workspace.ts';

/** A stand-in for the installed command: records how it was called and ends with a status. */
function withCommand(folder: string, status: number): string {
  const bin = join(folder, 'node_modules/.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'bugheist-scan'), `#!/bin/sh\necho "$@" >> "${folder}/called"\nexit ${status}\n`);
  chmodSync(join(bin, 'bugheist-scan'), 0o755);
  return join(folder, 'called');
}

const commit = (folder: string) =>
  spawnSync(
    'git',
    ['-c', 'user.name=T', '-c', 'user.email=t@example.org', 'commit', '--allow-empty', '-m', 'x'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );

test('the hook scans what is staged before every commit and can stop it', async () => {
  const folder = repositoryWith({ '.gitignore': 'node_modules\ncalled\n' });
  expect((await scanIn(folder, ['hook', 'install'])).status).toBe(0);
  const called = withCommand(folder, 0);
  expect(commit(folder).status).toBe(0);
  expect(readFileSync(called, 'utf8')).toBe('--staged\n');
  withCommand(folder, 1);
  expect(commit(folder).status).toBe(1);
});

test('a hook that was there runs first, keeps its say, and comes back on removal', async () => {
  const folder = repositoryWith({ '.gitignore': 'node_modules\ncalled\n' });
  const hook = join(folder, '.git/hooks/pre-commit');
  mkdirSync(join(folder, '.git/hooks'), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\nexit 7\n');
  chmodSync(hook, 0o755);
  await scanIn(folder, ['hook', 'install']);
  await scanIn(folder, ['hook', 'install']);
  const called = withCommand(folder, 0);
  expect(commit(folder).status).not.toBe(0);
  expect(existsSync(called)).toBe(false);
  await scanIn(folder, ['hook', 'remove']);
  expect(readFileSync(hook, 'utf8')).toBe('#!/bin/sh\nexit 7\n');
});

test('core.hooksPath is respected', async () => {
  const folder = repositoryWith({ 'a.txt': '' });
  gitIn(folder, 'config', 'core.hooksPath', 'team-hooks');
  await scanIn(folder, ['hook', 'install']);
  expect(existsSync(join(folder, 'team-hooks/pre-commit'))).toBe(true);
});

test('under husky the hook lies where husky keeps it, and the team’s own runs first', async () => {
  const folder = repositoryWith({ '.gitignore': 'node_modules\ncalled\nran\n' });
  gitIn(folder, 'config', 'core.hooksPath', '.husky/_');
  // What husky 9 writes: a runner that hands over to the file of the same name one folder up.
  writeInto(folder, {
    '.husky/_/pre-commit': '#!/bin/sh\nsh -e "$(dirname "$(dirname "$0")")/pre-commit" "$@"\n',
    '.husky/pre-commit': 'echo team > ran\n',
  });
  chmodSync(join(folder, '.husky/_/pre-commit'), 0o755);
  await scanIn(folder, ['hook', 'install']);
  const called = withCommand(folder, 0);
  expect(commit(folder).status).toBe(0);
  expect(readFileSync(join(folder, 'ran'), 'utf8')).toBe('team\n');
  expect(readFileSync(called, 'utf8')).toBe('--staged\n');
  expect(readFileSync(join(folder, '.husky/_/pre-commit'), 'utf8')).toContain('dirname "$(dirname');
});

test('without the command the commit is stopped and told why', async () => {
  const folder = repositoryWith({ 'a.txt': '' });
  await scanIn(folder, ['hook', 'install']);
  writeInto(folder, { 'a.txt': 'x' });
  const { status, stderr } = spawnSync('sh', ['.git/hooks/pre-commit'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining('bugheist scan is not installed')]);
});

test('snippets for pre-commit and lefthook are printed, anything else is wrong usage', async () => {
  const folder = repositoryWith({ 'a.txt': '' });
  expect((await scanIn(folder, ['hook', 'print', 'lefthook'])).out).toContain('bugheist-scan --staged');
  expect((await scanIn(folder, ['hook', 'print', 'pre-commit'])).out).toContain('pass_filenames: false');
  expect((await scanIn(folder, ['hook', 'print', 'husky'])).status).toBe(2);
});

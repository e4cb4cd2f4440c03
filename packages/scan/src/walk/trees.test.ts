import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  commitAll,
  folderWith,
  gitIn,
  jsonOf,
  repositoryWith,
  scanIn,
  writeInto,
} from '../test/workspace.ts';

const risky = 'module.exports = (x) => eval(x);\n';
const files = { '.gitignore': 'build/\n', 'a.js': risky, 'build/b.js': risky, 'src/c.js': risky };
const pathsOf = async (folder: string, args: readonly string[] = []) =>
  (await jsonOf(folder, args)).document.hits.map(({ path }) => path);
afterEach(() => void vi.unstubAllEnvs());

/** As for a repository that another user owns. Source: git's own tests of safe.directory. */
const ownedByAnother = () => vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');

test('outside of repositories git is not needed, and nobody misses it', async () => {
  vi.stubEnv('PATH', '');
  const { document } = await jsonOf(folderWith(files));
  expect(document.hits.map(({ path }) => path)).toEqual(['a.js', 'src/c.js']);
  expect(document).toMatchObject({ notes: [] });
});

test('a repository is scanned without git, and the report says what git would have left out', async () => {
  const folder = repositoryWith({ ...files, 'src/.gitignore': 'c.js\n' });
  expect(await pathsOf(folder)).toEqual(['a.js']);
  vi.stubEnv('PATH', '');
  const { document } = await jsonOf(folder);
  expect(document.hits.map(({ path }) => path)).toEqual(['a.js', 'src/c.js']);
  expect(document).toMatchObject({ notes: [{ message: expect.stringContaining('git could not be run') }] });
  expect(await scanIn(folder, ['--staged'])).toMatchObject({
    status: 3,
    err: expect.stringContaining('git could not be run'),
  });
});

test('where git does not trust the owner, all is scanned and the report says what to do', async () => {
  const folder = repositoryWith({ ...files, 'src/.gitignore': 'c.js\n' });
  ownedByAnother();
  const { document } = await jsonOf(folder);
  expect(document.hits.map(({ path }) => path)).toEqual(['a.js', 'src/c.js']);
  expect(document).toMatchObject({ notes: [{ message: expect.stringContaining('--add safe.directory') }] });
  for (const args of [['--staged'], ['--since', 'HEAD']])
    expect(await scanIn(folder, args)).toMatchObject({
      status: 3,
      err: expect.stringContaining('dubious ownership'),
    });
});

test('worktrees and submodules are repositories, too', async () => {
  const folder = repositoryWith(files);
  const library = repositoryWith({ '.gitignore': 'd.js\n', 'e.js': risky });
  gitIn(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'library');
  commitAll(folder, 'with a submodule');
  const worktree = join(folderWith({}), 'worktree');
  gitIn(folder, 'worktree', 'add', '--quiet', worktree);
  writeInto(worktree, { 'build/b.js': risky, 'staged.js': risky });
  gitIn(worktree, 'add', 'staged.js');
  expect(await pathsOf(worktree)).toEqual(['a.js', 'src/c.js', 'staged.js']);
  expect(await pathsOf(worktree, ['--staged'])).toEqual(['staged.js']);
  expect(await pathsOf(join(worktree, 'src'), ['--staged'])).toEqual(['staged.js']);
  writeInto(folder, { 'library/d.js': risky });
  expect(await pathsOf(join(folder, 'library'))).toEqual(['e.js']);
});

test('files that a sparse checkout leaves out are neither found nor missed', async () => {
  const folder = repositoryWith(files);
  gitIn(folder, 'sparse-checkout', 'set', '--no-cone', '/src/');
  const { document } = await jsonOf(folder);
  expect(document.hits.map(({ path }) => path)).toEqual(['src/c.js']);
  expect(document).toMatchObject({ skipped: [], notes: [] });
});

test.each([
  ['a folder', 'build'],
  ['a folder with a .git that is none', 'nested'],
])('%s that git ignores is walked when somebody names it', async (_, name) => {
  const folder = repositoryWith({ '.gitignore': 'build/\nnested/\n' });
  writeInto(folder, { 'build/b.js': risky, 'nested/b.js': risky, 'nested/.git/HEAD': 'none' });
  expect(await pathsOf(join(folder, name))).toEqual(['b.js']);
});

test('rules compare what is staged with the rest of the index, not with the working tree', async () => {
  const folder = repositoryWith({ 'deps/base.in': 'pyyaml==5.3\n' });
  writeInto(folder, { 'requirements.txt': '-r deps/base.in\n', 'deps/base.in': 'pyyaml==6.0\n' });
  gitIn(folder, 'add', 'requirements.txt');
  expect(await pathsOf(folder, ['--staged', '--only', 'package/known-vulnerable'])).toEqual(['deps/base.in']);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, folderWith, gitIn, jsonOf, repositoryWith, scanIn, writeInto } from './test/workspace.ts';

const risky = 'module.exports = (req, res) => eval(req.query.code);\n';
const clean = 'module.exports = (text) => JSON.parse(text);\n';

test('a hit at or above --fail-on makes the status 1, one below leaves it 0', async () => {
  const folder = folderWith({ 'run.js': risky });
  expect((await scanIn(folder)).status).toBe(1);
  const milder = folderWith({ 'run.js': 'process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";\n' });
  expect((await scanIn(milder, ['--fail-on', 'critical'])).status).toBe(0);
  expect((await scanIn(folder, ['--fail-on', 'none'])).status).toBe(0);
});

test('wrong usage is status 2 and says what was expected', async () => {
  const folder = folderWith({ 'run.js': clean });
  for (const [args, message] of [
    [['--fail-on', 'huge'], 'expected low, medium, high'],
    [['--format', 'pdf'], 'expected human, json, sarif'],
    [['--only', 'code/no-such-rule'], 'there is no rule or family code/no-such-rule'],
    [['nowhere'], 'no such file or folder'],
    [['--nonsense'], '--nonsense'],
    [['--baseline', 'none.json'], 'write one with --write-baseline'],
  ] as const) {
    const ran = await scanIn(folder, args);
    expect([ran.status, ran.err]).toEqual([2, expect.stringContaining(message)]);
  }
});

test('an optional rule runs when it is named or switched on, not when its family is named', async () => {
  const folder = folderWith({ Dockerfile: 'FROM node:24.1.0-slim\nUSER node\nCMD ["node", "a.js"]\n' });
  const ids = async (...args: readonly string[]) =>
    (await jsonOf(folder, args)).document.hits.map(({ ruleId }) => ruleId);
  expect(await ids('--only', 'image')).toEqual([]);
  expect(await ids('--only', 'image/no-digest')).toEqual(['image/no-digest']);
  writeInto(folder, { 'bugheist.config.json': JSON.stringify({ rules: { 'image/no-digest': 'on' } }) });
  expect(await ids('--only', 'image')).toEqual(['image/no-digest']);
});

test('a package of one’s own from a public registry, and one published today, are reported', async () => {
  const folder = folderWith({
    'bugheist.config.json': JSON.stringify({ internalPackages: ['acme-*'] }),
    'uv.lock':
      '[[package]]\nname = "acme-core"\nversion = "9.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.pythonhosted.org/acme-core-9.0.tar.gz", hash = "sha256:a", upload-time = "2026-11-24T08:00:00Z" }\n',
  });
  const { document } = await jsonOf(folder, ['--only', 'package']);
  expect(document.hits.map(({ ruleId }) => ruleId).sort()).toEqual([
    'package/fresh-release',
    'package/public-internal-name',
  ]);
});

test('the staged blob is scanned, not the file that lies in the working tree', async () => {
  const folder = repositoryWith({ 'run.js': clean });
  writeInto(folder, { 'run.js': risky, 'other.js': risky });
  gitIn(folder, 'add', 'run.js');
  writeInto(folder, { 'run.js': clean });
  const { status, document } = await jsonOf(folder, ['--staged']);
  expect(document.hits.map(({ path }) => path)).toEqual(['run.js']);
  expect(status).toBe(1);
});

test('--since scans what changed after the common commit, untracked files included', async () => {
  const folder = repositoryWith({ 'old.js': risky });
  gitIn(folder, 'tag', 'base');
  writeInto(folder, { 'committed.js': risky });
  commitAll(folder, 'second');
  writeInto(folder, { 'untracked.js': risky });
  const { document } = await jsonOf(folder, ['--since', 'base']);
  expect(document.hits.map(({ path }) => path)).toEqual(['committed.js', 'untracked.js']);
});

test('a ref that is not there could not be checked, and the message says what to do', async () => {
  const { status, err } = await scanIn(repositoryWith({ 'a.js': clean }), ['--since', 'origin/main']);
  expect([status, err]).toEqual([3, expect.stringContaining('no origin/main here: fetch it first')]);
});

test('files that git, .bugheistignore or the configuration ignores are left alone', async () => {
  const folder = repositoryWith({
    '.gitignore': 'build/\n',
    '.bugheistignore': 'vendor/\n',
    'bugheist.config.json': JSON.stringify({ exclude: ['*.gen.js'] }),
    'build/a.js': risky,
    'vendor/b.js': risky,
    'c.gen.js': risky,
    'd.js': risky,
  });
  const { document } = await jsonOf(folder);
  expect(document.hits.map(({ path }) => path)).toEqual(['d.js']);
});

test('several reports come out of one run, each where it was sent', async () => {
  const folder = folderWith({ 'run.js': risky });
  const args = [
    '--format',
    'sarif',
    '--output',
    'out/a.sarif',
    '--format',
    'junit',
    '-o',
    'a.xml',
    '--format',
    'human',
  ];
  const { out } = await scanIn(folder, args);
  expect(out).toContain('code/eval-of-value');
  expect(readFileSync(join(folder, 'out/a.sarif'), 'utf8')).toContain('"2.1.0"');
  expect(readFileSync(join(folder, 'a.xml'), 'utf8')).toContain('<testsuites');
});

test('a baseline hides what it knows even after it moved, and shows what is new', async () => {
  const folder = folderWith({ 'run.js': risky });
  const { status: written, out } = await scanIn(folder, ['--write-baseline', 'known.json']);
  expect([written, out]).toEqual([0, expect.stringContaining('no hits · 1 in the baseline')]);
  writeFileSync(join(folder, 'run.js'), `\n\n${risky}`);
  expect((await scanIn(folder, ['--baseline', 'known.json'])).status).toBe(0);
  writeFileSync(join(folder, 'run.js'), `${risky}${risky}`);
  const { status, document } = await jsonOf(folder, ['--baseline', 'known.json']);
  expect([status, document.hits.length]).toEqual([1, 1]);
});

test('the last line of the human report counts files, bytes and seconds', async () => {
  const { out } = await scanIn(folderWith({ 'run.js': clean }));
  expect(out).toMatch(/^no hits · 1 file, 0\.0 kB, \d+\.\d\d s · no advisory index used\n$/);
});

test('colour is for terminals, and NO_COLOR turns it off', async () => {
  const folder = folderWith({ 'run.js': risky });
  const colorStart = '\u001b[';
  expect((await scanIn(folder, [], { outIsTerminal: true })).out).toContain(colorStart);
  expect((await scanIn(folder, [], { outIsTerminal: true, env: { NO_COLOR: '1' } })).out).not.toContain(
    colorStart,
  );
  expect((await scanIn(folder)).out).not.toContain(colorStart);
});

test('--explain shows a rule, and a misspelt one points to its likes', async () => {
  const folder = folderWith({});
  expect((await scanIn(folder, ['--explain', 'image/untagged-base'])).out).toContain('Fix: Name a version');
  expect((await scanIn(folder, ['--explain', 'code/untagged-base'])).err).toContain('image/untagged-base');
});

test('the help, the list of rules and their explanations fit a window of 80 columns', async () => {
  const window = { columns: { out: 80, err: 80 } };
  for (const args of [['--help'], ['--rules'], ['hook', '--help'], ['site', '--help']]) {
    const { status, out } = await scanIn(folderWith({}), args, window);
    expect([status, out.split('\n').filter((line) => line.length > 80)]).toEqual([0, []]);
  }
  const { out } = await scanIn(folderWith({}), ['--explain', 'code/sql-of-value'], window);
  expect(out.split('\n').filter((line) => line.length > 80 && !/^( |http)/.test(line))).toEqual([]);
});

test('a file is scanned wherever it lies, also beside the folder one stands in', async () => {
  const folder = folderWith({ 'here/..a/run.js': risky, 'there/run.js': risky, 'there/other.js': risky });
  const inHere = (path: string) => jsonOf(join(folder, 'here'), [path]);
  expect((await inHere('../there/run.js')).document.hits.map(({ path }) => path)).toEqual(['run.js']);
  expect((await inHere('..a/run.js')).document.hits.map(({ path }) => path)).toEqual(['..a/run.js']);
  expect((await scanIn(join(folder, 'here'), ['.', '../there'])).err).toContain('scan it by itself');
});

test('a file that git ignores is scanned when it is named, unless the project excludes it', async () => {
  const folder = repositoryWith({ '.gitignore': 'own.js\n', 'a.js': clean });
  writeInto(folder, { 'own.js': risky });
  expect((await jsonOf(folder, ['own.js'])).document.hits.map(({ path }) => path)).toEqual(['own.js']);
  writeInto(folder, { '.bugheistignore': 'own.js\n' });
  expect((await jsonOf(folder, ['own.js'])).document.hits).toEqual([]);
});

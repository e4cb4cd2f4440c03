import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotCheck } from './engine/cannot-check.ts';
import { checkFiles } from './engine/check.ts';
import { SourceFile } from './engine/file.ts';
import { defaultLimits } from './engine/limits.ts';
import { passOver } from './engine/pass.ts';
import { loadFamilies } from './engine/registry.ts';
import { everyRule } from './engine/rule-settings.ts';
import { eachWithin, endsWithin } from './engine/time-limit.ts';
import { mixed } from './rules/secret/shape.ts';
import { folderWith, gitIn, jsonOf, repositoryWith, scanIn } from './test/workspace.ts';

const token = `ghp_${mixed(36).standIn}`;
const skippedOf = (document: { readonly [field: string]: unknown }) =>
  document['skipped'] as { path: string; reason: string }[];

test('a link that leads out of the folder is not followed, whether file or folder', async () => {
  const outside = folderWith({ 'secret.env': `TOKEN=${token}\n` });
  const folder = folderWith({ 'a.txt': 'x' });
  symlinkSync(join(outside, 'secret.env'), join(folder, 'link.env'));
  symlinkSync(outside, join(folder, 'linked'));
  const { document } = await jsonOf(folder);
  expect(document.hits).toEqual([]);
  expect(
    skippedOf(document)
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['link.env', 'linked']);
});

test('a tracked file whose folder was replaced by a link out of the tree is not read', async () => {
  const outside = folderWith({ 'a.env': `TOKEN=${token}\n` });
  const folder = repositoryWith({ 'config/a.env': 'X=1\n' });
  execFileSync('rm', ['-r', join(folder, 'config')]);
  symlinkSync(outside, join(folder, 'config'));
  const { document } = await jsonOf(folder);
  expect(document.hits).toEqual([]);
  expect(skippedOf(document)).toContainEqual({
    path: 'config/a.env',
    reason: 'a link leads out of the scanned folder',
  });
});

test('loops of links, named pipes and folders named like files end the scan normally', async () => {
  const folder = folderWith({ 'a.txt': 'x' });
  symlinkSync('.', join(folder, 'loop'));
  symlinkSync('self', join(folder, 'self'));
  execFileSync('mkfifo', [join(folder, 'pipe.js')]);
  mkdirSync(join(folder, 'folder.js'));
  expect((await scanIn(folder)).status).toBe(0);
});

test('a huge file is noted and not read, one long line is searched for secrets only', async () => {
  const folder = folderWith({ 'long.js': `x="${'a'.repeat(5_000_000)} ${token}";eval(x)` });
  writeFileSync(join(folder, 'huge.js'), '');
  truncateSync(join(folder, 'huge.js'), 100_000_000);
  const { document } = await jsonOf(folder);
  expect(document.hits.map(({ ruleId }) => ruleId)).toEqual(['secret/github-token']);
  expect(skippedOf(document).map(({ reason }) => reason)).toEqual([
    '100.0 MB, more than the limit of 20.0 MB',
    'larger than 1 MB: searched for secrets only',
  ]);
});

test('binaries are counted, not searched; invalid UTF-8 is no binary', async () => {
  const folder = folderWith({
    'a.bin': Buffer.from(`\0\x01${token}`),
    'b.txt': Buffer.concat([Buffer.from([0xff, 0xc3, 0x28, 0x0a]), Buffer.from(token)]),
  });
  const { document } = await jsonOf(folder);
  expect(document.hits).toMatchObject([{ path: 'b.txt', startLine: 2, startColumn: 1 }]);
  expect(skippedOf(document)).toEqual([{ path: 'a.bin', reason: 'binary' }]);
});

test('file names with control characters and quotes reach the report as data', async () => {
  const name = 'a\n::error::\u001b[31m"\'&.env';
  const { out } = await scanIn(repositoryWith({ [name]: `TOKEN=${token}\n` }));
  expect(out).toContain('a\\u000a::error::\\u001b[31m');
});

test("a repository's own settings run no program during a scan", async () => {
  const folder = repositoryWith({ 'a.txt': 'x' });
  const ran = join(folder, 'ran');
  for (const key of ['core.fsmonitor', 'diff.external', 'core.pager', 'core.sshCommand'])
    execFileSync('git', ['config', key, `touch ${ran}; true`], { cwd: folder });
  writeFileSync(join(folder, 'a.txt'), 'y');
  for (const args of [[], ['--staged'], ['--since', 'HEAD'], ['--history']]) await scanIn(folder, args);
  expect(() => execFileSync('test', ['-e', ran])).toThrow();
});

test("neither a repository's filters nor the command that fetches what a partial clone lacks is run", async () => {
  const folder = repositoryWith({ '.gitattributes': '* filter=own\n', 'a.txt': 'x\n', 'b.txt': 'y\n' });
  const lost = gitIn(folder, 'rev-parse', 'HEAD:b.txt').trim();
  rmSync(join(folder, '.git/objects', lost.slice(0, 2), lost.slice(2)));
  const ran = join(folder, 'ran');
  const settings = {
    'core.repositoryformatversion': '1',
    'extensions.partialClone': 'origin',
    'remote.origin.url': 'ssh://h.example.org/x',
    'remote.origin.promisor': 'true',
    'core.sshCommand': `touch ${ran}; false`,
    'filter.own.clean': `touch ${ran}; cat`,
    'filter.own.required': 'true',
  };
  for (const [key, value] of Object.entries(settings))
    execFileSync('git', ['config', key, value], { cwd: folder });
  writeFileSync(join(folder, 'a.txt'), 'changed\n');
  for (const args of [[], ['--staged'], ['--since', 'HEAD'], ['--history']]) await scanIn(folder, args);
  expect(() => execFileSync('test', ['-e', ran])).toThrow();
});

test('a ref that looks like an option is refused', async () => {
  const { status, err } = await scanIn(repositoryWith({ 'a.txt': 'x' }), ['--since=--output=stolen']);
  expect([status, err]).toEqual([3, expect.stringContaining('wants a commit')]);
});

test('what is nested too deep for a parser is noted in words, and the other rules go on', async () => {
  const deep = `services:\n  a: ${'{a: '.repeat(100_000)}`;
  const { document } = await jsonOf(folderWith({ 'compose.yaml': deep, 'b.env': `T=${token}\n` }));
  expect(skippedOf(document)).toEqual([
    { path: 'compose.yaml', reason: 'not readable as a Compose file: nested too deep' },
  ]);
  expect(document.hits.map(({ path }) => path)).toEqual(['b.env']);
});

test('a file among several that no rule can read is named once, not the rules that wanted it', async () => {
  const broken = 'version: 2\nupdates: [\n  a b: }\n';
  const { document } = await jsonOf(repositoryWith({ '.github/dependabot.yml': broken }));
  expect(skippedOf(document)).toEqual([
    { path: '.github/dependabot.yml', reason: expect.stringMatching(/^not readable as YAML: /) },
  ]);
});

test('a repository inside the folder is noted, since git lists nothing of it', async () => {
  const folder = repositoryWith({ 'a.txt': 'x' });
  mkdirSync(join(folder, 'inner'));
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'inner') });
  writeFileSync(join(folder, 'inner/b.env'), `T=${token}\n`);
  const { document } = await jsonOf(folder);
  expect(skippedOf(document)).toEqual([
    { path: 'inner/', reason: 'a git repository of its own: scan it by itself' },
  ]);
});

test('a name that is not UTF-8 is noted, since nothing else tells that the file was not read', async () => {
  const folder = folderWith({ 'a.txt': 'x' });
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff]), Buffer.from('.env')]), token);
  const { document } = await jsonOf(folder);
  expect(skippedOf(document)).toEqual([
    { path: 'b\ufffd.env', reason: 'its name is not UTF-8: rename it to have it checked' },
  ]);
});

test('a lockfile that was given up makes the scan end as one that could not check', async () => {
  const entries = Array.from({ length: 20_000 }, (_, n) => `"node_modules/a${n}":{"version":"1.0.0"}`);
  const lock = Buffer.from(`{"lockfileVersion":3,"packages":{${entries.join()}}}`);
  const read = () => ({ bytes: lock });
  const outcome = await passOver(['package-lock.json'], read, everyRule, { ...defaultLimits, maxMs: 1 });
  expect(outcome.skipped).toEqual([expect.objectContaining({ path: 'package-lock.json', unable: true })]);
});

describe('the time limit', () => {
  test('interrupts a regular expression that would run for ever', () => {
    const started = performance.now();
    expect(endsWithin(100, () => void /^(a+)+$/.test(`${'a'.repeat(40)}!`))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('gives up the slow one alone', () => {
    const done: number[] = [];
    const slow: number[] = [];
    const each = (n: number) => {
      if (n === 2) for (;;) done.length = Math.max(done.length, 0);
      done.push(n);
    };
    eachWithin(50, 5, each, (n) => slow.push(n));
    expect([done, slow]).toEqual([[0, 1, 3, 4], [2]]);
  });
});

describe('every family', async () => {
  const families = await loadFamilies();
  /** Runs every rule. A file that no parser can read is a note; a rule that stumbles over one is a mistake of ours. */
  const check = (path: string, content: string | Buffer) => {
    const stumbles: string[] = [];
    checkFiles(
      families,
      [new SourceFile(path, content)],
      () => undefined,
      (_, why, rule) => {
        if (rule !== undefined && !(why instanceof CannotCheck)) stumbles.push(why.message);
      },
    );
    expect(stumbles).toEqual([]);
  };
  const names = [
    'a.js',
    'a.tsx',
    'a.vue',
    'a.html',
    'a.ejs',
    'a.py',
    'Dockerfile',
    'compose.yaml',
    'k8s.yaml',
    '.github/workflows/a.yml',
    '.gitlab-ci.yml',
    'package-lock.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'bun.lock',
    'poetry.lock',
    'uv.lock',
    'go.sum',
    'package.json',
    'pyproject.toml',
    'requirements.txt',
    '.npmrc',
    'pip.conf',
    '.env',
    'a.json',
    'a.sh',
    'CODEOWNERS',
  ];

  /** What makes a family parse the file. */
  const sinks: Readonly<Record<string, string>> = {
    'a.js': 'eval(req.query.x);\n',
    'a.tsx': 'eval(req.query.x);\n',
    'a.vue': '<script>eval(location.hash)</script>\n',
    'a.html': '<script>eval(location.hash)</script>\n',
    'a.py': 'import random\nfrom flask import request\neval(request.args.x)\n',
    Dockerfile: 'FROM node:24\n',
    'compose.yaml': 'services:\n  a:\n    image: b\n',
  };

  test.each(names)('survives any bytes in %s', (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => check(name, Buffer.from(bytes))),
      { numRuns: 30 },
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'{}[]()<>:;,-"\'`#$|&=\\/ \n\taA0%*!@'), maxLength: 400 }),
        (text) => check(name, text),
      ),
      { numRuns: 60 },
    );
  });

  test('bears the examples of its rules torn apart and put together wrongly', { timeout: 120_000 }, () => {
    const examples = families
      .flatMap(({ rules }) => rules.flatMap(({ bad }) => bad.flatMap((example) => Object.entries(example))))
      // Those of a site are answers, and a configuration that cannot be read ends the scan.
      .filter(([path]) => path !== 'TLS' && !path.startsWith('GET ') && path !== 'bugheist.config.json');
    const cut = fc.tuple(
      fc.constantFrom(...examples),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(40),
    );
    fc.assert(
      fc.property(cut, cut, ([[path, text], from, length], [[, other], at]) => {
        const start = Math.floor(from * text.length);
        check(path, text.slice(0, start) + text.slice(start + length));
        check(path, text.slice(0, start) + other.slice(Math.floor(at * other.length)) + text.slice(start));
      }),
      { numRuns: 150 },
    );
  });

  test('a million empty lines in a manifest cost their length, not its square', { timeout: 120_000 }, () => {
    const blank = `apiVersion: v1\nkind: Pod\n${'\n'.repeat(1_000_000)}`;
    expect(endsWithin(60_000, () => check('k8s.yaml', blank))).toBe(true);
  });

  test.each(names)(
    'comes to the end of nesting, repetition and bombs in %s',
    { timeout: 600_000 },
    (name) => {
      const bombs = [
        '['.repeat(20_000),
        '{"a":'.repeat(20_000),
        '('.repeat(20_000),
        `${'a: &x [b]\n'}${Array.from({ length: 25 }, (_, n) => `k${n}: &a${n} [${`*a${n - 1},`.repeat(9)}]`).join('\n')}\n`,
        'apiVersion: v1\nkind: Pod\n'.concat(
          Array.from({ length: 600 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
        ),
        'curl '.repeat(20_000),
        'password = '.repeat(10_000),
        `key: ${'a'.repeat(100_000)}`,
        'RUN \\\n'.repeat(5000),
        `${'$('.repeat(10_000)}`,
        '`${'.repeat(10_000),
        '<'.repeat(50_000),
        'a.'.repeat(50_000),
        '"'.repeat(50_001),
        ' '.repeat(200_000),
        '-----BEGIN PRIVATE KEY-----\n'.repeat(3000),
        'eyJ'.repeat(30_000),
        'https://a:'.repeat(10_000),
      ];
      const before = sinks[name] ?? '';
      const endless = bombs.filter((bomb) => !endsWithin(60_000, () => check(name, before + bomb)));
      expect(endless.map((bomb) => bomb.slice(0, 40))).toEqual([]);
    },
  );
});

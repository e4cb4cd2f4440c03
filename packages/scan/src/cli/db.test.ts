import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zipOf } from '../advisory-index/test/zip-of.ts';
import { folderWith, jsonOf, scanIn, writeInto } from '../test/workspace.ts';

const osv = (id: string, name: string, fixed: string, more: object = {}) =>
  JSON.stringify({
    id,
    modified: '2026-11-20T00:00:00Z',
    summary: `About ${name}`,
    affected: [
      {
        package: { ecosystem: 'npm', name },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
    ...more,
  });
const lock = (name: string, version: string) =>
  `{"lockfileVersion": 3, "packages": {"": {}, "node_modules/${name}": {"version": "${version}", "integrity": "sha512-x"}}}`;
const only = ['--only', 'package/known-vulnerable,package/malicious-package'];

/** A machine of its own for one test: a project, advisories, and a place for the index. */
function machine(project: Record<string, string>, advisories: Record<string, string | Buffer>) {
  const folder = folderWith({});
  writeInto(
    folder,
    Object.fromEntries(Object.entries(project).map(([path, text]) => [`project/${path}`, text])),
  );
  writeInto(
    folder,
    Object.fromEntries(Object.entries(advisories).map(([path, text]) => [`osv/${path}`, text])),
  );
  const env = { HOME: folder };
  const index = join(folder, '.local/share/bugheist/advisories.bhx');
  const update = (...args: string[]) => scanIn(folder, ['db', 'update', ...args], { env });
  const scan = async (...args: string[]) => {
    const { out, status } = await scanIn(join(folder, 'project'), [...only, ...args, '--format', 'json'], {
      env,
    });
    // The report is ours; the tests assert on what it holds.
    const document = JSON.parse(out) as {
      hits: { message: string; fix: string; severity: string }[];
      stats: object;
      notes: { message: string }[];
      skipped: { reason: string }[];
    };
    return { status, ...document };
  };
  return { folder, index, update, scan, env };
}

test('what stands in the advisories is found, with the fix, the age of the data and status 1', async () => {
  const { update, scan } = machine(
    { 'package-lock.json': lock('left-pad', '1.0.0') },
    {
      'npm/all.zip': zipOf({
        'GHSA-1111.json': osv('GHSA-1111', 'left-pad', '1.3.0', {
          database_specific: { severity: 'HIGH' },
          aliases: ['CVE-2026-1'],
        }),
      }),
    },
  );
  const updated = await update('--from', 'osv');
  expect(updated).toMatchObject({
    status: 0,
    out: expect.stringContaining('1 advisories read, 0 unchanged'),
  });
  const { status, hits, stats, notes } = await scan();
  expect(status).toBe(1);
  expect(hits).toMatchObject([
    {
      severity: 'high',
      message: '`left-pad` 1.0.0 has CVE-2026-1: About left-pad',
      fix: 'Use `left-pad` 1.3.0 or a later version free of it.',
    },
  ]);
  expect(stats).toMatchObject({ advisoriesFrom: '2026-11-20T00:00:00Z' });
  expect(notes).toEqual([]);
});

test('without an index a lockfile is not called clean, but what everybody should know is still found', async () => {
  const { scan } = machine({ 'package-lock.json': lock('left-pad', '1.0.0') }, {});
  const { status, skipped } = await scan();
  expect(status).toBe(3);
  expect(skipped).toMatchObject([{ reason: expect.stringContaining('there is no advisory index at') }]);
  const bad = machine({ 'package-lock.json': lock('ua-parser-js', '0.7.29') }, {});
  expect(await bad.scan()).toMatchObject({ status: 1, hits: [{ severity: 'critical' }] });
});

test('an index that turns out to be damaged in the middle of a scan is not called clean', async () => {
  const { index, update, scan } = machine(
    { 'package-lock.json': lock('left-pad', '1.0.0') },
    { 'a.json': osv('GHSA-1111', 'left-pad', '1.3.0') },
  );
  await update('--from', 'osv');
  const bytes = readFileSync(index);
  bytes.writeUInt8(bytes.at(-1) === 0 ? 1 : 0, bytes.length - 1);
  writeFileSync(index, bytes);
  const { status, hits, skipped } = await scan();
  expect(status).toBe(3);
  expect(hits).toEqual([]);
  expect(skipped).toMatchObject([{ reason: expect.stringContaining('is damaged') }]);
});

test('who leaves the look-up out, or has no packages, needs no index', async () => {
  const { folder, env } = machine({ 'package-lock.json': lock('x', '1.0.0') }, {});
  const skip = ['--skip', 'package/known-vulnerable,package/malicious-package,package/old-go-toolchain'];
  expect((await scanIn(join(folder, 'project'), skip, { env })).status).toBe(0);
  expect((await jsonOf(folderWith({ 'a.js': 'f();' }))).status).toBe(0);
});

test('old advisories are warned of', async () => {
  const { update, scan } = machine(
    { 'package-lock.json': lock('x', '1.0.0') },
    { 'a.json': osv('GHSA-1111', 'y', '1.0.0', { modified: '2026-11-01T00:00:00Z' }) },
  );
  await update('--from', 'osv');
  expect(await scan()).toMatchObject({
    status: 0,
    notes: [{ message: expect.stringContaining('the newest advisory is 23 days old') }],
  });
});

test('an ecosystem that the index does not hold is not called clean', async () => {
  const { update, scan } = machine(
    { 'requirements.txt': 'flask==1.0\n' },
    { 'a.json': osv('GHSA-1111', 'y', '1.0.0') },
  );
  await update('--from', 'osv');
  expect(await scan()).toMatchObject({
    status: 3,
    skipped: [{ reason: expect.stringContaining('holds nothing about PyPI') }],
  });
});

test('only what changed is read again; what was withdrawn or vanished is forgotten', async () => {
  const first = {
    'GHSA-aaaa.json': osv('GHSA-aaaa', 'x', '2.0.0'),
    'GHSA-bbbb.json': osv('GHSA-bbbb', 'x', '3.0.0'),
    'GHSA-cccc.json': osv('GHSA-cccc', 'x', '4.0.0'),
    'GHSA-dddd.json': osv('GHSA-dddd', 'z', '4.0.0'),
  };
  const { folder, update, scan } = machine(
    { 'package-lock.json': lock('x', '1.0.0') },
    { 'all.zip': zipOf(first) },
  );
  await update('--from', 'osv');
  const next = {
    'GHSA-bbbb.json': osv('GHSA-bbbb', 'x', '3.0.0', { withdrawn: '2026-11-21T00:00:00Z' }),
    'GHSA-cccc.json': first['GHSA-cccc.json'],
    'GHSA-dddd.json': first['GHSA-dddd.json'],
  };
  writeFileSync(join(folder, 'osv/all.zip'), zipOf(next));
  expect((await update()).out).toContain('1 advisories read, 2 unchanged');
  expect((await scan()).hits.map(({ message }) => message)).toEqual([
    '`x` 1.0.0 has GHSA-cccc: About x, nobody rated it',
  ]);
});

test('broken documents are named and the others read', async () => {
  const { update, scan } = machine(
    { 'package-lock.json': lock('x', '1.0.0') },
    {
      'GHSA-1.json': osv('GHSA-1', 'x', '2.0.0'),
      'b.json': '{"id": ',
      'c.json': '[]',
      'd.yaml': 'a: &a [*a, *b]',
      'e.yaml': `${'- '.repeat(5000)}x`,
    },
  );
  const { err, out } = await update('--from', 'osv');
  expect(out).toContain('1 advisories read, 0 unchanged, 4 not read');
  for (const name of ['b.json', 'c.json', 'd.yaml', 'e.yaml']) expect(err).toContain(`not read: ${name}`);
  expect((await scan()).hits).toHaveLength(1);
});

test('an index that would suddenly know much less is not put in place, nor one of nothing', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 10 }, (_, n) => [`GHSA-${n}${n}${n}.json`, osv(`GHSA-${n}${n}${n}`, 'x', '2.0.0')]),
  );
  const { folder, index, update } = machine(
    {},
    {
      'all.zip': zipOf(many),
      'few/all.zip': zipOf({ 'GHSA-1.json': osv('GHSA-1', 'x', '2.0.0') }),
      'none/a.json': '{}',
    },
  );
  await update('--from', 'osv/all.zip');
  const before = readFileSync(index);
  expect(await update('--from', 'osv/few')).toMatchObject({
    status: 3,
    err: expect.stringContaining('would know 1 advisories about npm, the old one knows 10'),
  });
  expect(await update('--from', 'osv/none')).toMatchObject({ status: 3 });
  expect(readFileSync(index).equals(before)).toBe(true);
  expect(await update('--from', 'osv/few', '--replace')).toMatchObject({ status: 0 });
  expect(statSync(`${folder}/.local/share/bugheist/advisories.bhx.key`).mode & 0o777).toBe(0o600);
});

test('archives are fetched over HTTPS, and not again while they are the same', async () => {
  const { folder, env } = machine({}, {});
  const asked: string[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    const known = new Headers(init.headers).get('if-none-match');
    asked.push(`${url} ${known ?? ''}`);
    if (known === '"1"') return new Response(null, { status: 304 });
    const body = zipOf({ [`GHSA-1${asked.length}1.json`]: osv(`GHSA-1${asked.length}1`, 'x', '2.0.0') });
    return new Response(new Uint8Array(body), { headers: { etag: '"1"' } });
  };
  const update = (...args: string[]) => scanIn(folder, ['db', 'update', ...args], { env, fetch });
  expect((await update('--from', 'https://osv.example.org/')).out).toContain('3 advisories read');
  expect((await update()).out).toContain('0 advisories read, 3 unchanged');
  expect(asked.slice(0, 4)).toEqual([
    'https://osv.example.org/npm/all.zip ',
    'https://osv.example.org/PyPI/all.zip ',
    'https://osv.example.org/Go/all.zip ',
    'https://osv.example.org/npm/all.zip "1"',
  ]);
  expect(await update('--from', 'http://osv.example.org/')).toMatchObject({
    status: 3,
    err: expect.stringContaining('begins with https://'),
  });
});

test('a ready index is taken from the one whose key is named, and from nobody else', async () => {
  const maker = machine({}, { 'a.json': osv('GHSA-1111', 'x', '2.0.0') });
  const key = /signed by (\S+)/.exec((await maker.update('--from', 'osv')).out)?.[1] ?? '';
  const { folder, env, scan, update } = machine({ 'package-lock.json': lock('x', '1.0.0') }, {});
  expect(await update('--from', maker.index)).toMatchObject({
    status: 3,
    err: expect.stringContaining('needs --advisories-key'),
  });
  const stranger = Buffer.alloc(32, 1).toString('base64');
  expect(await update('--from', maker.index, '--advisories-key', stranger)).toMatchObject({
    status: 3,
    err: expect.stringContaining('not signed by the trusted key'),
  });
  expect(await update('--from', maker.index, '--advisories-key', key)).toMatchObject({ status: 0 });
  expect((await scan('--fail-on', 'medium')).status).toBe(1);
  expect((await scanIn(folder, ['db', 'status'], { env })).out).toContain(key);
});

test("a project's index is trusted by the key its configuration names alone", async () => {
  const maker = machine({}, { 'a.json': osv('GHSA-1111', 'x', '2.0.0') });
  const key = /signed by (\S+)/.exec((await maker.update('--from', 'osv')).out)?.[1] ?? '';
  const { folder, scan } = machine({ 'package-lock.json': lock('x', '1.0.0') }, {});
  writeFileSync(join(folder, 'project/index.bhx'), readFileSync(maker.index));
  const configure = (advisories: object) =>
    writeFileSync(join(folder, 'project/bugheist.config.json'), JSON.stringify({ advisories }));
  configure({ index: 'index.bhx', key });
  expect((await scan()).hits).toHaveLength(1);
  configure({ index: 'index.bhx', key: Buffer.alloc(32, 1).toString('base64') });
  expect(await scan()).toMatchObject({
    status: 3,
    hits: [],
    skipped: [{ reason: expect.stringContaining('not signed by the trusted key') }, { reason: 'binary' }],
  });
});

test('requirements name what they include, and a hit says who pulls a package in', async () => {
  const pip = (id: string, name: string) =>
    osv(id, name, '2.0', {
      affected: [
        {
          package: { ecosystem: 'PyPI', name },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0' }] }],
        },
      ],
    });
  const nested =
    '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}}, "node_modules/b": {"version": "1.0.0", "dependencies": {"x": "1"}}, "node_modules/x": {"version": "1.0.0"}}}';
  const { update, scan } = machine(
    { 'requirements.txt': '-r deps/base.in\n', 'deps/base.in': 'A_b==1.0\n', 'package-lock.json': nested },
    { 'GHSA-1.json': osv('GHSA-1', 'x', '2.0.0'), 'PYSEC-1.json': pip('PYSEC-1', 'a-b') },
  );
  await update('--from', 'osv');
  expect((await scan()).hits.map(({ message, fix }) => `${message} ${fix}`)).toEqual([
    '`a-b` 1.0 has PYSEC-1: About a-b, nobody rated it Use `a-b` 2.0 or a later version free of it.',
    '`x` 1.0.0 has GHSA-1: About x, nobody rated it, pulled in by `a` > `b` Use `x` 2.0.0 or a later version free of it, by a newer `a` or an override.',
  ]);
});

test('what an old go.mod leaves to go.sum is looked up in the version that is used', async () => {
  const go = {
    affected: [
      {
        package: { ecosystem: 'Go', name: 'example.org/b' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }],
      },
    ],
  };
  const sums = (...versions: string[]) =>
    versions
      .map((version) => `example.org/b v${version} h1:x=\nexample.org/b v${version}/go.mod h1:y=\n`)
      .join('');
  const mod = (version: string) => `module m\n\ngo ${version}\n\nrequire example.org/a v1.0.0\n`;
  const found = async (version: string, ...versions: string[]) => {
    const { update, scan } = machine(
      { 'go.mod': mod(version), 'go.sum': sums(...versions) },
      { 'a.json': osv('GO-2026-0001', 'b', '1.2.0', go) },
    );
    await update('--from', 'osv');
    return (await scan()).hits.map(({ message }) => message.slice(0, 40));
  };
  expect(await found('1.16', '1.0.0', '1.1.0')).toEqual(['`example.org/b` 1.1.0 has GO-2026-0001: ']);
  expect(await found('1.16', '1.1.0', '1.10.0')).toEqual([]);
  expect(await found('1.17', '1.1.0')).toEqual([]);
});

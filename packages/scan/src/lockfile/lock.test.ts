import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceFile } from '../engine/file.ts';
import { dependencyPaths } from './dependency-path.ts';
import { readGoSum } from './go-mod.ts';
import type { Lock } from './lock.ts';
import { lockReader } from './lock-reader.ts';

function lockOf(path: string, text: string): Lock {
  const lock = new SourceFile(path, text).tree(lockReader);
  if (lock === null) throw new Error(`${path} is no lockfile`);
  return lock;
}

/** `web` of the project needs `ws` 7.0.0, in every format. */
const formats: Readonly<Record<string, string>> = {
  'package-lock.json': `{"lockfileVersion": 3, "packages": {
    "": {"dependencies": {"web": "^1.0.0"}},
    "node_modules/web": {"version": "1.2.0", "resolved": "https://registry.npmjs.org/web/-/web-1.2.0.tgz", "integrity": "sha512-a==", "dependencies": {"ws": "^7"}},
    "node_modules/ws": {"version": "8.0.0", "dev": true, "integrity": "sha512-b=="},
    "node_modules/web/node_modules/ws": {"version": "7.0.0", "integrity": "sha512-c==", "hasInstallScript": true}}}`,
  'npm-shrinkwrap.json': `{"lockfileVersion": 1, "dependencies": {
    "web": {"version": "1.2.0", "integrity": "sha512-a==", "requires": {"ws": "^7"},
      "dependencies": {"ws": {"version": "7.0.0", "integrity": "sha512-c=="}}},
    "ws": {"version": "8.0.0", "dev": true}}}`,
  'pnpm-lock.yaml': `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      web:
        specifier: ^1.0.0
        version: 1.2.0(ws@7.0.0)
packages:
  web@1.2.0:
    resolution: {integrity: sha512-a==}
  ws@7.0.0:
    resolution: {integrity: sha512-c==}
snapshots:
  web@1.2.0(ws@7.0.0):
    dependencies:
      ws: 7.0.0
  ws@7.0.0: {}
`,
  'old/pnpm-lock.yaml': `lockfileVersion: 5.4
specifiers:
  web: ^1.0.0
dependencies:
  web: 1.2.0_ws@7.0.0
packages:
  /web/1.2.0_ws@7.0.0:
    resolution: {integrity: sha512-a==}
    dependencies:
      ws: 7.0.0
  /ws/7.0.0:
    resolution: {integrity: sha512-c==}
    requiresBuild: true
    dev: false
`,
  'yarn.lock': `# yarn lockfile v1


web@^1.0.0, "web@>=1.0.0 <2":
  version "1.2.0"
  resolved "https://registry.yarnpkg.com/web/-/web-1.2.0.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"
  integrity sha512-a==
  dependencies:
    ws "^7"

ws@^7:
  version "7.0.0"
  resolved "https://registry.yarnpkg.com/ws/-/ws-7.0.0.tgz"
  integrity sha512-c==
`,
  'berry/yarn.lock': `__metadata:
  version: 8

"app@workspace:.":
  version: 0.0.0-use.local
  resolution: "app@workspace:."
  dependencies:
    web: "npm:^1.0.0"
  languageName: unknown
  linkType: soft

"web@npm:^1.0.0":
  version: 1.2.0
  resolution: "web@npm:1.2.0"
  dependencies:
    ws: "npm:^7"
  checksum: 10c0/aa
  languageName: node
  linkType: hard

"ws@npm:^7, ws@npm:~7.0":
  version: 7.0.0
  resolution: "ws@npm:7.0.0"
  checksum: 10c0/bb
`,
  'bun.lock': `{ "lockfileVersion": 1,
  "workspaces": { "": { "name": "app", "dependencies": { "web": "^1.0.0", }, }, },
  "packages": {
    "web": ["web@1.2.0", "", { "dependencies": { "ws": "^7" } }, "sha512-a=="],
    "ws": ["ws@8.0.0", "", {}, "sha512-b=="],
    "web/ws": ["ws@7.0.0", "", {}, "sha512-c=="],
  } }`,
  'poetry.lock': `[[package]]
name = "web"
version = "1.2.0"
files = [{file = "web.whl", hash = "sha256:a"}]

[package.dependencies]
ws = ">=7"

[[package]]
name = "ws"
version = "7.0.0"
files = [{file = "ws.whl", hash = "sha256:c"}]
`,
  'uv.lock': `version = 1

[[package]]
name = "app"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "web" }]

[[package]]
name = "web"
version = "1.2.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "ws", marker = "python_version < '4'" }]
sdist = { url = "https://files.pythonhosted.org/packages/web-1.2.0.tar.gz", hash = "sha256:a" }

[[package]]
name = "ws"
version = "7.0.0"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "https://files.pythonhosted.org/packages/ws-7.0.0.whl", hash = "sha256:c" }]
`,
  'pdm.lock': `[[package]]
name = "web"
version = "1.2.0"
dependencies = ["ws<8,>=7"]
files = [{file = "web.whl", hash = "sha256:a"}]

[[package]]
name = "ws"
version = "7.0.0"
files = [{file = "ws.whl", hash = "sha256:c"}]
`,
  'pylock.toml': `lock-version = "1.0"

[[packages]]
name = "own"
directory = { path = ".", editable = true }

[[packages]]
name = "web"
version = "1.2.0"
dependencies = [{ name = "ws" }]
wheels = [{ url = "https://files.pythonhosted.org/packages/web.whl", upload-time = 2025-05-20T23:19:47Z, hashes = { sha256 = "a" } }]

[[packages]]
name = "ws"
version = "7.0.0"
index = "https://pypi.org/simple"
sdist = { url = "https://files.pythonhosted.org/packages/ws.tar.gz", hashes = { sha256 = "c" } }
`,
};

describe.each(Object.entries(formats))('%s', (path, text) => {
  test('gives the package at its place, with its hash and the path that pulls it in', () => {
    const lock = lockOf(path, text);
    const ws = lock.packages.find(({ name, version }) => name === 'ws' && version === '7.0.0');
    expect(lock.problem).toBeNull();
    expect(ws && dependencyPaths(lock)(ws).map(({ name, version }) => `${name} ${version}`)).toEqual([
      'web 1.2.0',
      'ws 7.0.0',
    ]);
    expect(text.slice(ws?.start, ws?.end)).toContain('ws');
    expect(ws?.integrity).toBeTruthy();
    expect(ws).toMatchObject({ dev: false, origin: 'registry' });
  });

  test('cut off anywhere it is still read, and never throws', () => {
    for (let length = 0; length < text.length; length += 3) {
      const lock = lockOf(path, text.slice(0, length));
      for (const one of lock.packages) expect(one.end).toBeLessThanOrEqual(length);
    }
  });
});

test('an npm package under another name, from git, and from a link', () => {
  const { packages } = lockOf(
    'package-lock.json',
    `{"packages": {"node_modules/old": {"name": "lodash", "version": "3.0.0"},
      "node_modules/own": {"link": true, "resolved": "packages/own"},
      "node_modules/g": {"version": "1.0.0", "resolved": "git+ssh://git@github.com/a/g.git#abc"}}}`,
  );
  expect(packages.map(({ name, origin }) => [name, origin])).toEqual([
    ['lodash', 'registry'],
    ['g', 'git'],
  ]);
});

test('requirements: pins, hashes, extras, markers, addresses, options, continued lines', () => {
  const text =
    '-r base.txt\n# no\nDjango[argon2]==4.2.1 ; python_version < "4" \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nrequests>=2  # open\nflask == 2.*\npip @ https://h/pip.whl\n./local\nA.B_c===1.0\nhttps://h/x.whl\n';
  const { packages } = lockOf('requirements.txt', text);
  expect(packages.map(({ name, version, integrity }) => [name, version, integrity])).toEqual([
    ['django', '4.2.1', 'sha256:aa sha256:bb'],
    ['requests', null, null],
    ['flask', null, null],
    ['pip', null, null],
    ['a-b-c', '1.0', null],
  ]);
  expect(packages.map(({ start }) => text.slice(start, start + 5))).toEqual([
    'Djang',
    'reque',
    'flask',
    'pip @',
    'A.B_c',
  ]);
});

test('requirements: what stands behind a pin does not belong to it', () => {
  const { packages } = lockOf(
    'requirements.txt',
    `a==1.0 -C x\nb==1.0 stray\nc==\${V}\nd==1.0, <2\ne==2.8.*\n`,
  );
  expect(packages.map(({ version }) => version)).toEqual(['1.0', '1.0', null, null, null]);
});

test('pylock.toml: from git, from an archive, for one purpose', () => {
  const { packages } = lockOf(
    'pylock.docs.toml',
    '[[packages]]\nname = "g"\nversion = "1"\nvcs = { type = "git", url = "https://h/g.git", commit-id = "abc" }\n[[packages]]\nname = "z"\narchive = { url = "https://h/z.zip", hashes = { sha256 = "a" } }\n',
  );
  expect(packages).toMatchObject([
    { name: 'g', origin: 'git', resolved: 'https://h/g.git#abc' },
    { name: 'z', origin: 'url', resolved: 'https://h/z.zip', integrity: 'sha256:a' },
  ]);
});

test('pnpm-lock.yaml of version 5: another registry, folders, archives', () => {
  const { packages } = lockOf(
    'pnpm-lock.yaml',
    'lockfileVersion: 5.4\npackages:\n  registry.example.org/@a/b/1.1.0_c@2.0.0:\n    dev: false\n  github.com/a/b:\n    dev: false\n  /lodash.merge/4.6.2:\n    dev: false\n  file:../own:\n    resolution: {directory: ../own, type: directory}\n    name: own\n    version: 1.0.0\n  file:..:\n    version: 1.0.0\n',
  );
  expect(packages.map(({ name, version, origin }) => `${name} ${version} ${origin}`)).toEqual([
    '@a/b 1.1.0 registry',
    'lodash.merge 4.6.2 registry',
    'own 1.0.0 local',
  ]);
});

test.each([
  ['go1.23.6-own', '1.23.6'],
  ['default', '1.23.1'],
])('go.mod: the toolchain %s means the standard library %s', (toolchain, version) => {
  const { packages } = lockOf('go.mod', `module m\ngo 1.23.1\ntoolchain ${toolchain}\n`);
  expect(packages).toMatchObject([{ name: 'stdlib', version }]);
});

test('Pipfile.lock: default and develop', () => {
  const { packages } = lockOf(
    'Pipfile.lock',
    '{"default": {"jinja2": {"version": "==2.10", "hashes": ["sha256:a"]}}, "develop": {"x": {"git": "https://h/x.git", "ref": "abc"}}}',
  );
  expect(packages).toMatchObject([
    { name: 'jinja2', version: '2.10', integrity: 'sha256:a', dev: false },
    { name: 'x', version: null, origin: 'git', resolved: 'https://h/x.git#abc', dev: true },
  ]);
});

test('go.mod: blocks, indirect modules, replacements, the standard library', () => {
  const { packages, roots } = lockOf(
    'go.mod',
    'module m\n\ngo 1.21\n\nrequire (\n\tgolang.org/x/net v0.1.0\n\tgithub.com/a/b v1.0.0+incompatible // indirect\n)\nrequire c.d/e v0.0.0-20200101000000-abcdefabcdef\nreplace golang.org/x/net => golang.org/x/net v0.2.0\nreplace c.d/e => ../e\n',
  );
  expect(packages.map(({ name, version }) => [name, version])).toEqual([
    ['golang.org/x/net', '0.2.0'],
    ['github.com/a/b', '1.0.0+incompatible'],
    ['c.d/e', null],
    ['stdlib', '1.21.99'],
  ]);
  expect(roots).toEqual(['golang.org/x/net', 'c.d/e']);
});

test('go.sum: the modules whose content is known', () => {
  const { packages } = readGoSum(
    'golang.org/x/net v0.1.0 h1:a=\ngolang.org/x/net v0.1.0/go.mod h1:b=\nc.d/e v1.0.0/go.mod h1:c=\n',
  );
  expect(packages).toMatchObject([{ name: 'golang.org/x/net', version: '0.1.0', start: 0 }]);
});

test('circles of packages end', () => {
  const lock = lockOf(
    'package-lock.json',
    '{"packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1", "dependencies": {"b": "1"}}, "node_modules/b": {"version": "1", "dependencies": {"a": "1"}}}}',
  );
  const b = lock.packages.at(-1);
  expect(b && dependencyPaths(lock)(b).map(({ name }) => name)).toEqual(['a', 'b']);
});

test('packages named like inherited members are packages', () => {
  const { packages } = lockOf(
    'package-lock.json',
    '{"dependencies": {"__proto__": {"version": "1.0.0"}, "constructor": {"version": "2.0.0", "requires": {"__proto__": "1", "toString": "1"}}}}',
  );
  expect(packages.map(({ name, needs }) => [name, needs])).toEqual([
    ['__proto__', []],
    ['constructor', ['node_modules/__proto__']],
  ]);
});

test('whatever a lockfile holds, the readers end and throw nothing', () => {
  const paths = [...Object.keys(formats), 'requirements.txt', 'Pipfile.lock', 'go.mod'];
  const words = fc.constantFrom(
    'packages',
    'dependencies',
    'node_modules/',
    'version',
    'a',
    '1.0.0',
    '@',
    '/',
    ':',
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\n',
    '  ',
    '(',
    ')',
    'npm:',
    '__metadata:',
    '[[package]]',
    'name = ',
    'require',
    '=>',
    '==',
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.array(words, { maxLength: 60 }), (path, parts) => {
      const lock = lockOf(path, parts.join(''));
      const pathTo = dependencyPaths(lock);
      for (const one of lock.packages) expect(pathTo(one).at(-1)?.key).toBe(one.key);
    }),
    { numRuns: 3000 },
  );
});

test('one line of eight megabytes is read', () => {
  const many = `{"packages": {${Array.from({ length: 60_000 }, (_, n) => `"node_modules/p${n}": {"version": "1.0.${n}", "resolved": "https://registry.npmjs.org/p${n}/-/p${n}-1.0.${n}.tgz", "integrity": "sha512-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=="}`).join(',')}}}`;
  expect(lockOf('package-lock.json', many).packages).toHaveLength(60_000);
});

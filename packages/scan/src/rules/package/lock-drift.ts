import { dirname, join } from 'node:path/posix';
import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { projectRule } from '../../engine/rule.ts';
import { at, type Located, membersOf, textOf } from '../../lockfile/located.ts';
import type { Lock } from '../../lockfile/lock.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';
import { type Manifest, manifestReader, type Request } from '../../lockfile/manifest.ts';
import { normalizedPythonName } from '../../lockfile/python-name.ts';
import { javascriptLocks } from './application.ts';

export const lockDrift = projectRule({
  id: 'package/lock-drift',
  title: 'Lockfile that does not fit its manifest',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'functionality',
  what: 'The manifest asks for a package, or for versions, that the lockfile beside it does not know.',
  why: 'A clean install refuses, and any other picks versions that nobody looked at.',
  fix: 'Install again and commit the lockfile together with the manifest.',
  bad: [
    {
      'package.json': '{"dependencies": {"a": "^1.0.0", "b": "^2.0.0"}}',
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "^1.0.0"}}, "node_modules/a": {"version": "1.0.0", "integrity": "sha512-a"}}}',
    },
    {
      'package.json': '{"dependencies": {"a": "^2.0.0"}}',
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "^1.0.0"}}, "node_modules/a": {"version": "1.0.0", "integrity": "sha512-a"}}}',
    },
    {
      'package.json': '{"dependencies": {"b": "^2.0.0"}}',
      'yarn.lock': '# yarn lockfile v1\n\n\na@^1.0.0:\n  version "1.0.0"\n',
    },
    {
      'go.mod': 'module m\n\nrequire golang.org/x/net v0.30.0\n',
      'go.sum': 'golang.org/x/net v0.29.0 h1:a=\ngolang.org/x/net v0.29.0/go.mod h1:a=\n',
    },
    {
      'pyproject.toml': '[project]\nname = "own"\ndependencies = ["Flask>=3", "httpx"]\n',
      'uv.lock':
        '[[package]]\nname = "own"\nsource = { editable = "." }\n[[package]]\nname = "flask"\nversion = "3.0.0"\n',
    },
  ],
  good: [
    {
      'package.json': '{"dependencies": {"a": "^1.0.0"}, "peerDependencies": {"react": "*"}}',
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "^1.0.0"}, "peerDependencies": {"react": "*"}}, "node_modules/a": {"version": "1.0.0", "integrity": "sha512-a"}}}',
    },
    {
      'package.json': '{"dependencies": {"a": "^1.0.0"}}',
      'yarn.lock': '# yarn lockfile v1\n\n\n"a@^1.0.0", a@^1.1.0:\n  version "1.1.0"\n',
    },
    {
      'package.json': '{"dependencies": {"a": "^1.0.0"}}',
      'package-lock.json': '{"lockfileVersion": 1, "dependencies": {"a": {"version": "1.0.0"}}}',
    },
    {
      'go.mod': 'module m\n\nrequire golang.org/x/net v0.30.0\n',
      'go.sum': 'golang.org/x/net v0.30.0 h1:a=\ngolang.org/x/net v0.30.0/go.mod h1:a=\n',
    },
    {
      'pyproject.toml':
        '[project]\nname = "own"\ndependencies = ["Flask>=3", "tomli; python_version < \'3.11\'", "part"]\n[tool.uv.sources]\npart = { workspace = true }\n',
      'uv.lock': '[[package]]\nname = "flask"\nversion = "3.0.0"\n',
    },
    {
      'pyproject.toml':
        '[tool.poetry.dependencies]\npython = "^3.12"\nFlask = "^3"\npsycopg = { version = "^3", optional = true }\n',
      'poetry.lock': '[[package]]\nname = "flask"\nversion = "3.0.0"\n',
    },
    { 'go.mod': 'module m\n\nrequire example.org/a v0.0.0\n\nreplace example.org/a => ./a\n', 'go.sum': '' },
  ],
  checkProject(project, report) {
    for (const file of project.filesOf('manifest')) {
      if (file.path.endsWith('go.mod')) goDrift(project, file, report);
      const manifest = file.tree(manifestReader);
      if (manifest?.format === 'pyproject') pythonDrift(project, file, manifest, report);
      if (manifest?.format !== 'package-json') continue;
      for (const { name, range, kind, start, end } of manifest.requests) {
        const says = kind === 'peer' ? null : driftOf({ name, range }, locksBeside(project, file), manifest);
        if (says !== null) report(file, { start, end, message: says, identity: name });
      }
    }
  },
});

type Report = Parameters<typeof lockDrift.checkProject>[1];

/** Only what stands in the same folder is compared: a workspace's part of a lockfile above is written in many ways. */
const locksBeside = (project: Project, manifest: SourceFile): Lock[] =>
  locksIn(
    project,
    manifest,
    javascriptLocks.filter((name) => name !== 'bun.lockb'),
  );

function locksIn(project: Project, { path }: SourceFile, names: readonly string[]): Lock[] {
  return names.flatMap((name) => {
    const file = project.file(join(dirname(path), name));
    const lock = file?.tree(lockReader);
    return lock && lock.problem === null ? [lock] : [];
  });
}

function driftOf(
  { name, range }: Pick<Request, 'name' | 'range'>,
  locks: readonly Lock[],
  manifest: Manifest,
): string | null {
  for (const { asked, format } of locks) {
    if (asked === null) continue;
    // Yarn's keys are the requests themselves, and overrides rewrite ranges in all formats but npm's.
    const isKnown = format.startsWith('yarn')
      ? [...asked.keys()].some((request) => request.startsWith(`${name}@`))
      : asked.has(keyIn(manifest, name, range));
    if (!isKnown) return `\`${name}\` is not in the lockfile`;
    const locked = asked.get(keyIn(manifest, name, range));
    if (format === 'package-lock' && locked !== undefined && locked !== range)
      return `the lockfile was made for \`${name}\` ${locked}, not ${range}`;
  }
  return null;
}

/** The name that the manifest gives a package, which may be another than the registry's. */
function keyIn({ root }: Manifest, name: string, range: string): string {
  if (!range.startsWith('npm:') || root.kind !== 'object') return name;
  for (const section of root.members.values())
    if (section.value.kind === 'object')
      for (const [key, { value }] of section.value.members)
        if (value.kind === 'text' && value.text === range) return key;
  return name;
}

/** Only what every environment installs is compared: extras, groups and markers may leave a package out. */
function pythonDrift(project: Project, file: SourceFile, manifest: Manifest, report: Report): void {
  const locked = locksIn(project, file, ['poetry.lock', 'uv.lock', 'pdm.lock']);
  if (locked.length === 0) return;
  const known = new Set(locked.flatMap(({ packages }) => packages.map(({ name }) => name)));
  const elsewhere = fromElsewhere(manifest.root);
  for (const { name, range, kind, start, end } of manifest.requests)
    if (kind === 'run' && !range.includes(';') && !known.has(name) && !elsewhere.has(name))
      report(file, { start, end, message: `\`${name}\` is not in the lockfile`, identity: name });
}

/** Names whose package uv takes from a workspace or a folder, or that Poetry asks for under conditions. */
function fromElsewhere(root: Located): Set<string> {
  const own = textOf(at(root, 'project', 'name')) ?? '';
  const sources = [...membersOf(at(root, 'tool', 'uv', 'sources')).keys()];
  const conditional = [...membersOf(at(root, 'tool', 'poetry', 'dependencies'))].flatMap(
    ([name, { value }]) => (value.kind === 'text' ? [] : [name]),
  );
  return new Set([own, ...sources, ...conditional].map(normalizedPythonName));
}

function goDrift(project: Project, file: SourceFile, report: Report): void {
  const sums = project.file(file.path.replace(/mod$/, 'sum'))?.text;
  if (sums === undefined) return;
  const known = new Set(sums.split('\n').map((line) => line.split(' ', 2).join(' ')));
  for (const { name, version, origin, start, end } of file.tree(lockReader)?.packages ?? [])
    if (origin === 'registry' && name !== 'stdlib' && !known.has(`${name} v${version}/go.mod`))
      report(file, { start, end, message: `\`${name}\` v${version} has no hash in go.sum`, identity: name });
}

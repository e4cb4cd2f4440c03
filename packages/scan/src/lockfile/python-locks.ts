import { readJson } from './json.ts';
import { at, isTrue, itemsOf, type Located, membersOf, type Reading, textOf } from './located.ts';
import { type Lock, type LockedPackage, type LockFormat, originOf, unneeded } from './lock.ts';
import { normalizedPythonName } from './python-name.ts';
import { readToml } from './toml.ts';

/** poetry.lock, uv.lock and pdm.lock are TOML with a list of `[[package]]`. */
export const readPoetryLock = (text: string): Lock => tomlLock('poetry-lock', readToml(text));
export const readUvLock = (text: string): Lock => tomlLock('uv-lock', readToml(text));
export const readPdmLock = (text: string): Lock => tomlLock('pdm-lock', readToml(text));

function tomlLock(format: LockFormat, { root, problem }: Reading): Lock {
  const entries = itemsOf(at(root, 'package'));
  const keys = new Map<string, string>();
  for (const entry of entries) keys.set(nameOf(entry), keyOf(entry));
  const byKey = new Map<string, LockedPackage>();
  const roots: string[] = [];
  for (const entry of entries) {
    const needs = namesNeeded(entry).flatMap((name) => keys.get(name) ?? []);
    // uv lists the project itself, and its workspace members, as packages of a folder.
    if (isOwn(entry)) {
      roots.push(...needs);
      continue;
    }
    // pdm lists a package again for each set of its extras.
    const again = byKey.get(keyOf(entry));
    byKey.set(
      keyOf(entry),
      again ? { ...again, needs: [...again.needs, ...needs] } : tomlPackage(entry, needs, root),
    );
  }
  const packages = [...byKey.values()];
  return {
    format,
    ecosystem: 'PyPI',
    packages,
    roots: roots.length > 0 ? roots : unneeded(packages),
    asked: null,
    problem,
  };
}

const nameOf = (entry: Located): string => normalizedPythonName(textOf(at(entry, 'name')) ?? '');
const keyOf = (entry: Located): string => `${nameOf(entry)} ${textOf(at(entry, 'version')) ?? ''}`;

const isOwn = (entry: Located): boolean =>
  ['virtual', 'editable', 'directory'].some((kind) => at(entry, 'source', kind) !== null);

function tomlPackage(entry: Located, needs: readonly string[], root: Located): LockedPackage {
  const name = nameOf(entry);
  const nameAt = membersOf(entry).get('name');
  const address = addressOf(entry);
  const groups = itemsOf(at(entry, 'groups')).map((group) => textOf(group));
  return {
    key: keyOf(entry),
    ecosystem: 'PyPI',
    name,
    version: textOf(at(entry, 'version')),
    origin: address.origin,
    resolved: address.resolved,
    integrity: hashesOf(entry, root, name),
    ...publishedOf(entry),
    dev:
      textOf(at(entry, 'category')) === 'dev' ||
      (groups.length > 0 && !groups.some((group) => group === 'main' || group === 'default')),
    optional: isTrue(at(entry, 'optional')),
    runsInstallScript: null,
    needs,
    start: nameAt?.start ?? entry.start,
    end: nameAt?.value.end ?? entry.end,
  };
}

function addressOf(entry: Located): Pick<LockedPackage, 'origin' | 'resolved'> {
  const git = textOf(at(entry, 'source', 'git')) ?? textOf(at(entry, 'git'));
  if (git !== null) {
    const commit = textOf(at(entry, 'revision')) ?? textOf(at(entry, 'source', 'rev'));
    return { origin: 'git', resolved: commit === null ? git : `${git.split('#')[0]}#${commit}` };
  }
  const type = textOf(at(entry, 'source', 'type'));
  const url = textOf(at(entry, 'source', 'url'));
  if (type === 'git') {
    const commit = textOf(at(entry, 'source', 'resolved_reference')) ?? '';
    return { origin: 'git', resolved: `${url ?? ''}#${commit}` };
  }
  if (type === 'directory' || type === 'file') return { origin: 'local', resolved: url };
  if (type === 'url') return { origin: 'url', resolved: url };
  const registry = textOf(at(entry, 'source', 'registry'));
  const first = at(entry, 'sdist', 'url') ?? at(itemsOf(at(entry, 'wheels'))[0], 'url');
  return { origin: originOf(null), resolved: textOf(first) ?? registry ?? url };
}

/** uv writes when each file was uploaded; the first made the version. */
function publishedOf(entry: Located): Pick<LockedPackage, 'published'> {
  const times = [at(entry, 'sdist'), ...itemsOf(at(entry, 'wheels'))].flatMap(
    (file) => textOf(at(file, 'upload-time')) ?? [],
  );
  const [first] = times.sort();
  return first === undefined ? {} : { published: first };
}

/** Files with their hashes stand in the entry, in old lock files in a table of all. */
function hashesOf(entry: Located, root: Located, name: string): string | null {
  const files = [
    at(entry, 'sdist'),
    ...itemsOf(at(entry, 'wheels')),
    ...itemsOf(at(entry, 'files')),
    ...itemsOf(at(root, 'metadata', 'files', name)),
  ];
  const hashes = files.flatMap((file) => textOf(at(file, 'hash')) ?? []);
  return hashes.length > 0 ? hashes.join(' ') : null;
}

function namesNeeded(entry: Located): string[] {
  const direct = at(entry, 'dependencies');
  const more = ['dev-dependencies', 'optional-dependencies'].flatMap((kind) =>
    [...membersOf(at(entry, kind)).values()].map(({ value }) => value),
  );
  return [direct, ...more]
    .flatMap((list) => [
      ...membersOf(list).keys(),
      // uv writes tables with a name, pdm requirement texts.
      ...itemsOf(list).map((one) => textOf(at(one, 'name')) ?? /^[\w.-]+/.exec(textOf(one) ?? '')?.[0] ?? ''),
    ])
    .map(normalizedPythonName);
}

/** Pipfile.lock. */
export function readPipfileLock(text: string): Lock {
  const { root, problem } = readJson(text);
  const packages: LockedPackage[] = [];
  for (const section of ['default', 'develop'])
    for (const [name, { start, end, value }] of membersOf(at(root, section))) {
      const git = textOf(at(value, 'git'));
      const resolved = git === null ? textOf(at(value, 'file')) : `${git}#${textOf(at(value, 'ref')) ?? ''}`;
      packages.push({
        key: `${section} ${name}`,
        ecosystem: 'PyPI',
        name: normalizedPythonName(name),
        version: textOf(at(value, 'version'))?.replace(/^=+/, '') ?? null,
        origin: git === null ? originOf(textOf(at(value, 'path'))) : 'git',
        resolved,
        integrity:
          itemsOf(at(value, 'hashes'))
            .flatMap((hash) => textOf(hash) ?? [])
            .join(' ') || null,
        dev: section === 'develop',
        optional: false,
        runsInstallScript: null,
        needs: [],
        start,
        end,
      });
    }
  return {
    format: 'pipfile-lock',
    ecosystem: 'PyPI',
    packages,
    roots: packages.map(({ key }) => key),
    asked: null,
    problem,
  };
}

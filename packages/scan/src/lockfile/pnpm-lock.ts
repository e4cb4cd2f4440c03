import { at, isTrue, type Located, type Member, membersOf, textOf } from './located.ts';
import { type Lock, type LockedPackage, type Origin, originOf } from './lock.ts';
import { readYamlLines } from './yaml-lines.ts';

/**
 * pnpm-lock.yaml, lockfileVersion 5 to 9. Up to 8 a package's entry says what it needs; since 9 `snapshots` does, and
 * `packages` holds what is the same whatever its peers are. Source: the comments and types of @pnpm/lockfile-types.
 */
export function readPnpmLock(text: string): Lock {
  const { root, problem } = readYamlLines(text);
  const format = { format: 'pnpm-lock', ecosystem: 'npm', problem } as const;
  const table = membersOf(at(root, 'packages'));
  const snapshots = membersOf(at(root, 'snapshots'));
  const packages: LockedPackage[] = [];
  for (const [key, member] of table) {
    const named = nameOf(key, member.value);
    if (named === null) continue;
    const resolution = at(member.value, 'resolution');
    const published = textOf(at(root, 'time', key));
    const tarball = textOf(at(resolution, 'tarball')) ?? repositoryOf(resolution) ?? addressIn(key);
    packages.push({
      key,
      ecosystem: 'npm',
      ...named,
      origin: originIn(key, resolution, tarball),
      resolved: tarball,
      integrity: textOf(at(resolution, 'integrity')),
      ...(published === null ? {} : { published }),
      dev: isTrue(at(member.value, 'dev')),
      optional: isTrue(at(member.value, 'optional')),
      runsInstallScript: snapshots.size > 0 ? null : isTrue(at(member.value, 'requiresBuild')),
      needs: snapshots.size > 0 ? [] : neededBy(member.value, table),
      start: member.start,
      end: member.end,
    });
  }
  const importers =
    at(root, 'importers') === null
      ? [root]
      : [...membersOf(at(root, 'importers')).values()].map(({ value }) => value);
  const own = at(at(root, 'importers'), '.') ?? root;
  const settled = snapshots.size > 0 ? withSnapshots(packages, snapshots, table) : packages;
  const asked = askedBy(own);
  return {
    ...format,
    packages: settled,
    roots: [...new Set(importers.flatMap((importer) => rootsOf(importer, table)))],
    asked,
  };
}

/** `/name/1.0.0`, `/name@1.0.0`, `name@1.0.0`, each perhaps with peers behind it, or an address with a name inside. */
function nameOf(key: string, entry: Located): { name: string; version: string | null } | null {
  const name = textOf(at(entry, 'name'));
  const version = textOf(at(entry, 'version'));
  if (name !== null) return { name, version };
  const plain = withoutPeers(key.replace(/^\//, ''));
  if (plain.startsWith('file:')) return null;
  // Versions 5 named the registry in front when it was not the usual one, or where else it comes from.
  if (!key.startsWith('/') && /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/[^/]+\//.test(plain)) {
    const elsewhere = /^[^/]+\/((?:@[^/@]+\/)?[^/@]+)\/(\d[^/_]*)(?:_.*)?$/.exec(plain);
    return elsewhere?.[1] && elsewhere[2] ? { name: elsewhere[1], version: elsewhere[2] } : null;
  }
  const split = /^((?:@[^/@]+\/)?[^/@]+)[@/](.+)$/.exec(plain);
  if (!split?.[1] || !split[2]) return null;
  if (/[:/]/.test(split[2])) return { name: split[1], version };
  // Versions 5 wrote peers behind an underscore.
  return { name: split[1], version: version ?? split[2].split('_')[0] ?? null };
}

function originIn(key: string, resolution: Located | null, tarball: string | null): Origin {
  const type = textOf(at(resolution, 'type'));
  if (type === 'git') return 'git';
  return type === 'directory' || key.startsWith('file:') ? 'local' : originOf(tarball);
}

const withoutPeers = (key: string): string => {
  const open = key.indexOf('(');
  return open === -1 ? key : key.slice(0, open);
};

const addressIn = (key: string): string | null =>
  /@((?:https?|git\+\w+|file):.*)$/.exec(withoutPeers(key))?.[1] ?? null;

function repositoryOf(resolution: Located | null): string | null {
  const repository = textOf(at(resolution, 'repo'));
  if (repository === null) return null;
  return `${repository}#${textOf(at(resolution, 'commit')) ?? ''}`;
}

const kinds = ['dependencies', 'optionalDependencies'];

function neededBy(entry: Located, table: ReadonlyMap<string, Member>): string[] {
  return kinds.flatMap((kind) =>
    [...membersOf(at(entry, kind))].flatMap(([name, { value }]) => keyOf(name, textOf(value), table) ?? []),
  );
}

/** The key of a package, from the name and the version that somebody needs of it. */
function keyOf(name: string, version: string | null, table: ReadonlyMap<string, Member>): string | null {
  if (version === null) return null;
  const bare = withoutPeers(version);
  const candidates = [
    `/${name}/${version}`,
    `/${name}@${version}`,
    `${name}@${bare}`,
    version,
    bare,
    `/${bare}`,
  ];
  return candidates.find((candidate) => table.has(candidate)) ?? null;
}

/** One package may have several snapshots, one a set of peers: what it needs is what any of them needs. */
function withSnapshots(
  packages: readonly LockedPackage[],
  snapshots: ReadonlyMap<string, Member>,
  table: ReadonlyMap<string, Member>,
): LockedPackage[] {
  const needs = new Map<string, string[]>();
  const required = new Set<string>();
  for (const [key, { value }] of snapshots) {
    const bare = withoutPeers(key);
    needs.set(bare, [...(needs.get(bare) ?? []), ...neededBy(value, table)]);
    if (!isTrue(at(value, 'optional'))) required.add(bare);
  }
  return packages.map((one) => ({
    ...one,
    optional: !required.has(one.key),
    needs: [...new Set(needs.get(one.key) ?? [])],
  }));
}

function rootsOf(importer: Located, table: ReadonlyMap<string, Member>): string[] {
  return [...kinds, 'devDependencies'].flatMap((kind) =>
    [...membersOf(at(importer, kind))].flatMap(([name, { value }]) => {
      const version = textOf(value) ?? textOf(at(value, 'version'));
      return keyOf(name, version, table) ?? [];
    }),
  );
}

/** `specifier` beside `version` since version 6, one table of `specifiers` before. */
function askedBy(importer: Located): ReadonlyMap<string, string> | null {
  const asked = new Map<string, string>();
  for (const [name, { value }] of membersOf(at(importer, 'specifiers'))) asked.set(name, textOf(value) ?? '');
  for (const kind of [...kinds, 'devDependencies'])
    for (const [name, { value }] of membersOf(at(importer, kind))) {
      const specifier = textOf(at(value, 'specifier'));
      if (specifier !== null) asked.set(name, specifier);
    }
  return asked.size > 0 ? asked : null;
}

import { readJson } from './json.ts';
import { at, isTrue, type Located, type Member, membersOf, textOf } from './located.ts';
import { type Lock, type LockedPackage, originOf } from './lock.ts';

/** package-lock.json and npm-shrinkwrap.json, lockfileVersion 1 to 3. Source: docs.npmjs.com, package-lock.json. */
export function readNpmLock(text: string): Lock {
  const { root, problem } = readJson(text);
  const packages = at(root, 'packages');
  const found = packages === null ? ofDependencies(root) : ofPackages(packages);
  return { format: 'package-lock', ecosystem: 'npm', problem, ...found };
}

type Found = Pick<Lock, 'packages' | 'roots' | 'asked'>;

/** Versions 2 and 3: one flat table by folder (`node_modules/a/node_modules/b`). */
function ofPackages(table: Located): Found {
  const entries = membersOf(table);
  const packages: LockedPackage[] = [];
  const roots = new Set<string>();
  for (const [path, member] of entries) {
    const entry = member.value;
    // A folder outside node_modules is the project itself, or a workspace of it: what it needs is asked for.
    if (!/(^|\/)node_modules\//.test(path)) {
      for (const name of neededBy(entry, true)) {
        const key = nearest(entries, path, name);
        if (key !== null) roots.add(key);
      }
      continue;
    }
    if (isTrue(at(entry, 'link'))) continue;
    const resolved = textOf(at(entry, 'resolved'));
    packages.push({
      key: path,
      ecosystem: 'npm',
      name: textOf(at(entry, 'name')) ?? path.slice(path.lastIndexOf('node_modules/') + 13),
      version: textOf(at(entry, 'version')),
      origin: originOf(resolved),
      resolved,
      integrity: textOf(at(entry, 'integrity')),
      dev: isTrue(at(entry, 'dev')) || isTrue(at(entry, 'devOptional')),
      optional: isTrue(at(entry, 'optional')),
      bundled: isTrue(at(entry, 'inBundle')),
      runsInstallScript: isTrue(at(entry, 'hasInstallScript')),
      needs: neededBy(entry, false).flatMap((name) => nearest(entries, path, name) ?? []),
      start: member.start,
      end: member.end,
    });
  }
  return { packages, roots: [...roots], asked: askedBy(at(table, '')) };
}

function neededBy(entry: Located, withDev: boolean): string[] {
  const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies'];
  return (withDev ? [...kinds, 'devDependencies'] : kinds).flatMap((kind) => [
    ...membersOf(at(entry, kind)).keys(),
  ]);
}

/** The folder that Node would load a package from, seen from another folder. */
function nearest(entries: ReadonlyMap<string, Member>, from: string, name: string): string | null {
  let folder = from;
  for (;;) {
    const key = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (entries.has(key)) return key;
    if (folder === '') return null;
    const up = folder.lastIndexOf('/node_modules/');
    folder = up === -1 ? '' : folder.slice(0, up);
  }
}

function askedBy(project: Located | null): ReadonlyMap<string, string> | null {
  if (project === null) return null;
  const asked = new Map<string, string>();
  for (const kind of ['peerDependencies', 'devDependencies', 'optionalDependencies', 'dependencies'])
    for (const [name, { value }] of membersOf(at(project, kind))) asked.set(name, textOf(value) ?? '');
  return asked;
}

/** Version 1: trees of dependencies within dependencies. */
function ofDependencies(root: Located): Found {
  const packages: LockedPackage[] = [];
  const wanted = new Set<string>();
  const unsettled: (() => void)[] = [];
  const walk = (table: Located | null, prefix: string, outer: Scope | null): Scope => {
    const members = membersOf(table);
    const keys = new Map([...members.keys()].map((name) => [name, `${prefix}node_modules/${name}`]));
    const scope: Scope = { outer, keys };
    for (const [name, member] of members) {
      const key = `${prefix}node_modules/${name}`;
      const needs: string[] = [];
      packages.push(nestedPackage(name, key, member, needs));
      const inner = walk(at(member.value, 'dependencies'), `${key}/`, scope);
      const names = [...membersOf(at(member.value, 'requires')).keys()];
      // A name may be that of a later entry: looked up when all scopes are known.
      unsettled.push(() => {
        for (const needed of names.flatMap((one) => lookUp(inner, one) ?? [])) {
          needs.push(needed);
          wanted.add(needed);
        }
      });
    }
    return scope;
  };
  walk(at(root, 'dependencies'), '', null);
  for (const settle of unsettled) settle();
  const roots = packages.filter(({ key }) => !key.includes('/node_modules/') && !wanted.has(key));
  return { packages, roots: roots.map(({ key }) => key), asked: null };
}

function nestedPackage(
  name: string,
  key: string,
  { start, end, value }: Member,
  needs: readonly string[],
): LockedPackage {
  const version = textOf(at(value, 'version'));
  const alias = /^npm:((?:@[^/]+\/)?[^@]+)@(.+)$/.exec(version ?? '');
  // A dependency from elsewhere has its address where the version stands.
  const isAddress = version !== null && /[:/]/.test(version) && alias === null;
  const resolved = isAddress ? version : textOf(at(value, 'resolved'));
  return {
    key,
    ecosystem: 'npm',
    name: alias?.[1] ?? name,
    version: alias?.[2] ?? (isAddress ? null : version),
    origin: originOf(resolved),
    resolved,
    integrity: textOf(at(value, 'integrity')),
    dev: isTrue(at(value, 'dev')),
    optional: isTrue(at(value, 'optional')),
    bundled: isTrue(at(value, 'bundled')),
    runsInstallScript: null,
    needs,
    start,
    end,
  };
}

interface Scope {
  readonly outer: Scope | null;
  readonly keys: ReadonlyMap<string, string>;
}

function lookUp(from: Scope, name: string): string | null {
  for (let scope: Scope | null = from; scope !== null; scope = scope.outer) {
    const key = scope.keys.get(name);
    if (key !== undefined) return key;
  }
  return null;
}

import { readJson } from './json.ts';
import { at, itemsOf, type Located, type Member, membersOf, textOf } from './located.ts';
import { type Lock, type LockedPackage, originOf } from './lock.ts';
import { splitRequest } from './yarn-classic.ts';

/** bun.lock, the text form: JSON with trailing commas; `"path": ["name@version", registry, {…}, "sha512-…"]`. */
export function readBunLock(text: string): Lock {
  const { root, problem } = readJson(text);
  const table = membersOf(at(root, 'packages'));
  const packages: LockedPackage[] = [];
  for (const [key, { start, end, value }] of table) {
    const [request, ...rest] = itemsOf(value);
    const { name, range } = splitRequest(textOf(request) ?? '');
    if (name === '' || range.startsWith('workspace:')) continue;
    const isAddress = /[:/]/.test(range);
    const registry = isAddress ? null : textOf(rest[0]);
    const details = rest.find((one) => one.kind === 'object') ?? null;
    packages.push({
      key,
      ecosystem: 'npm',
      name,
      version: isAddress ? null : range,
      origin: isAddress ? originOf(range) : 'registry',
      resolved: isAddress ? range : registry === '' ? null : registry,
      integrity: rest.map((one) => textOf(one)).find((one) => /^sha\d+-/.test(one ?? '')) ?? null,
      dev: false,
      optional: false,
      runsInstallScript: null,
      needs: neededBy(details, key, table, false),
      start,
      end,
    });
  }
  const workspaces = membersOf(at(root, 'workspaces'));
  const roots = [...workspaces].flatMap(([, { value }]) => neededBy(value, '', table, true));
  return {
    format: 'bun-lock',
    ecosystem: 'npm',
    packages,
    roots: [...new Set(roots)],
    asked: askedBy(workspaces.get('')?.value ?? null),
    problem,
  };
}

const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies'];

function neededBy(
  details: Located | null,
  from: string,
  table: ReadonlyMap<string, Member>,
  withDev: boolean,
): string[] {
  const names = (withDev ? [...kinds, 'devDependencies'] : kinds).flatMap((kind) => [
    ...membersOf(at(details, kind)).keys(),
  ]);
  return names.flatMap((name) => nearest(name, from, table) ?? []);
}

/** Keys are paths of names, `a/b` being the `b` below `a`; the nearest one counts. */
function nearest(name: string, from: string, table: ReadonlyMap<string, Member>): string | null {
  const steps = from.match(/(?:@[^/]+\/)?[^/]+/g) ?? [];
  for (let depth = steps.length; depth >= 0; depth--) {
    const key = [...steps.slice(0, depth), name].join('/');
    if (table.has(key)) return key;
  }
  return null;
}

function askedBy(project: Located | null): ReadonlyMap<string, string> | null {
  if (project === null) return null;
  return new Map(
    ['devDependencies', ...kinds].flatMap((kind) =>
      [...membersOf(at(project, kind))].map(([name, { value }]) => [name, textOf(value) ?? ''] as const),
    ),
  );
}

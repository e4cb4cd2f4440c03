import { basename } from 'node:path/posix';
import type { Parser } from '../engine/file.ts';
import { readJson } from './json.ts';
import { at, itemsOf, type Located, type LocatedObject, membersOf, textOf } from './located.ts';
import type { Ecosystem } from './lock.ts';
import { normalizedPythonName } from './python-name.ts';
import { requirement } from './requirements.ts';
import { readToml } from './toml.ts';

/** What a project asks for. */
export interface Manifest {
  readonly format: 'package-json' | 'pyproject';
  readonly ecosystem: Ecosystem;
  readonly root: LocatedObject;
  readonly requests: readonly Request[];
}
export interface Request {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** As written: a range, an address, `workspace:*`. */
  readonly range: string;
  readonly kind: 'run' | 'dev' | 'optional' | 'peer';
  readonly start: number;
  readonly end: number;
}

/** package.json and pyproject.toml, read once for all rules; null for other files. Throws when the text is broken. */
export const manifestReader: Parser<Manifest | null> = {
  name: 'manifest',
  parse({ path, text }) {
    const name = basename(path);
    if (name === 'package.json') return readPackageJson(text);
    return name === 'pyproject.toml' ? readPyproject(text) : null;
  },
};

const sections = [
  ['dependencies', 'run'],
  ['devDependencies', 'dev'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
] as const;

function readPackageJson(text: string): Manifest | null {
  const { root } = readJson(text);
  if (root.kind !== 'object') return null;
  const requests = sections.flatMap(([section, kind]) =>
    [...membersOf(at(root, section))].map(([name, { start, value }]) => {
      const range = textOf(value) ?? '';
      const alias = /^npm:((?:@[^/]+\/)?[^@]+)(?:@|$)/.exec(range)?.[1];
      return { ecosystem: 'npm' as const, name: alias ?? name, range, kind, start, end: value.end };
    }),
  );
  return { format: 'package-json', ecosystem: 'npm', root, requests };
}

function readPyproject(text: string): Manifest | null {
  const { root } = readToml(text);
  if (root.kind !== 'object') return null;
  const listed = [
    ...itemsOf(at(root, 'project', 'dependencies')).map((item) => ({ item, kind: 'run' as const })),
    ...valuesOf(at(root, 'project', 'optional-dependencies')).map((item) => ({
      item,
      kind: 'optional' as const,
    })),
    ...valuesOf(at(root, 'dependency-groups')).map((item) => ({ item, kind: 'dev' as const })),
  ];
  const requests = listed.flatMap(({ item, kind }): Request[] => {
    const found = requirement(textOf(item) ?? '');
    if (found === null) return [];
    const range = (textOf(item) ?? '').slice(found.name.length).trim();
    return [{ ...named(found.name), range, kind, start: item.start, end: item.end }];
  });
  return { format: 'pyproject', ecosystem: 'PyPI', root, requests: [...requests, ...poetryRequests(root)] };
}

function poetryRequests(root: Located): Request[] {
  const tables = [
    [at(root, 'tool', 'poetry', 'dependencies'), 'run'] as const,
    [at(root, 'tool', 'poetry', 'dev-dependencies'), 'dev'] as const,
    ...[...membersOf(at(root, 'tool', 'poetry', 'group')).values()].map(
      ({ value }) => [at(value, 'dependencies'), 'dev'] as const,
    ),
  ];
  return tables.flatMap(([table, kind]) =>
    [...membersOf(table)]
      .filter(([name]) => name !== 'python')
      .map(([name, { start, value }]) => ({
        ...named(name),
        range: textOf(value) ?? textOf(at(value, 'version')) ?? textOf(at(value, 'git')) ?? '',
        kind,
        start,
        end: value.end,
      })),
  );
}

const valuesOf = (table: Located | null): Located[] =>
  [...membersOf(table).values()].flatMap(({ value }) => [...itemsOf(value)]);

const named = (name: string) => ({ ecosystem: 'PyPI' as const, name: normalizedPythonName(name) });

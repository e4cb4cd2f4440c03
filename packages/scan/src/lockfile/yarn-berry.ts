import { at, membersOf, textOf } from './located.ts';
import { type Lock, type LockedPackage, type Origin, originOf } from './lock.ts';
import { readYamlLines } from './yaml-lines.ts';
import { splitRequest } from './yarn-classic.ts';

/** yarn.lock of Yarn 2 and later: YAML, keys like `"a@npm:^1, a@npm:^1.2"`, a `resolution` that says what was chosen. */
export function readYarnBerry(text: string): Lock {
  const { root, problem } = readYamlLines(text);
  const entries = [...membersOf(root)].filter(([key]) => key !== '__metadata');
  const keyByRequest = new Map<string, string>();
  for (const [key] of entries) for (const request of key.split(/,\s*/)) keyByRequest.set(request, key);
  const needsOf = (value: Parameters<typeof at>[0]): string[] =>
    ['dependencies', 'devDependencies'].flatMap((kind) =>
      [...membersOf(at(value, kind))].flatMap(([name, { value: range }]) => {
        const wanted = textOf(range) ?? '';
        return keyByRequest.get(`${name}@${wanted}`) ?? keyByRequest.get(`${name}@npm:${wanted}`) ?? [];
      }),
    );
  const packages: LockedPackage[] = [];
  const roots: string[] = [];
  for (const [key, { start, end, value }] of entries) {
    const { name, range } = splitRequest(textOf(at(value, 'resolution')) ?? key.split(',')[0] ?? '');
    if (/^workspace:/.test(range)) {
      roots.push(...needsOf(value));
      continue;
    }
    const origin = originIn(range);
    packages.push({
      key,
      ecosystem: 'npm',
      name,
      version: origin === 'registry' ? textOf(at(value, 'version')) : null,
      origin,
      resolved: archiveUrl(range) ?? (origin === 'registry' ? null : range),
      integrity: textOf(at(value, 'checksum')),
      dev: false,
      optional: false,
      runsInstallScript: null,
      needs: needsOf(value),
      start,
      end,
    });
  }
  return {
    format: 'yarn-berry',
    ecosystem: 'npm',
    packages,
    roots: [...new Set(roots)],
    asked: new Map([...keyByRequest.keys()].map((request) => [request, ''])),
    problem,
  };
}

/** `patch:` wraps a package of the registry: its version is that of the package. */
const originIn = (range: string): Origin =>
  /^(npm:|patch:)/.test(range)
    ? 'registry'
    : /^https?:/.test(range) && !/\.git/.test(range)
      ? 'url'
      : originOf(range);

const archiveUrl = (range: string): string | null => {
  const found = /[:&]__archiveUrl=([^&]*)/.exec(range.replace('::', ':'))?.[1];
  return found === undefined ? null : decoded(found);
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

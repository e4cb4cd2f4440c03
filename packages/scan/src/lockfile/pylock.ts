import { at, itemsOf, type Located, membersOf, textOf } from './located.ts';
import { type Lock, type LockedPackage, originOf, unneeded } from './lock.ts';
import { normalizedPythonName } from './python-name.ts';
import { readToml } from './toml.ts';

/** pylock.toml, which pip, uv and pdm write. Source: packaging.python.org, pylock.toml specification (PEP 751). */
export function readPylock(text: string): Lock {
  const { root, problem } = readToml(text);
  // A package of a folder is the project itself or a part of it.
  const entries = itemsOf(at(root, 'packages')).filter((entry) => at(entry, 'directory') === null);
  const keys = new Map(entries.map((entry) => [nameOf(entry), keyOf(entry)]));
  const packages = entries.map((entry) => packageOf(entry, keys));
  return { format: 'pylock', ecosystem: 'PyPI', packages, roots: unneeded(packages), asked: null, problem };
}

const nameOf = (entry: Located): string => normalizedPythonName(textOf(at(entry, 'name')) ?? '');
const keyOf = (entry: Located): string => `${nameOf(entry)} ${textOf(at(entry, 'version')) ?? ''}`;

function packageOf(entry: Located, keys: ReadonlyMap<string, string>): LockedPackage {
  const nameAt = membersOf(entry).get('name');
  const files = [at(entry, 'archive'), at(entry, 'sdist'), ...itemsOf(at(entry, 'wheels'))];
  const hashes = files.flatMap((file) =>
    [...membersOf(at(file, 'hashes'))].map(([algorithm, { value }]) => `${algorithm}:${textOf(value) ?? ''}`),
  );
  const [published] = files.flatMap((file) => timeOf(at(file, 'upload-time')) ?? []).sort();
  return {
    key: keyOf(entry),
    ecosystem: 'PyPI',
    name: nameOf(entry),
    version: textOf(at(entry, 'version')),
    ...addressOf(entry, files),
    integrity: hashes.length > 0 ? hashes.join(' ') : null,
    ...(published === undefined ? {} : { published }),
    dev: false,
    optional: false,
    runsInstallScript: null,
    needs: itemsOf(at(entry, 'dependencies')).flatMap(
      (one) => keys.get(normalizedPythonName(textOf(at(one, 'name')) ?? '')) ?? [],
    ),
    start: nameAt?.start ?? entry.start,
    end: nameAt?.value.end ?? entry.end,
  };
}

function addressOf(
  entry: Located,
  files: readonly (Located | null)[],
): Pick<LockedPackage, 'origin' | 'resolved'> {
  const repository = textOf(at(entry, 'vcs', 'url')) ?? textOf(at(entry, 'vcs', 'path'));
  if (repository !== null)
    return { origin: 'git', resolved: `${repository}#${textOf(at(entry, 'vcs', 'commit-id')) ?? ''}` };
  const resolved = files.map((file) => textOf(at(file, 'url'))).find((url) => url !== null);
  if (at(entry, 'archive') !== null)
    return { origin: resolved ? 'url' : 'local', resolved: resolved ?? textOf(at(entry, 'archive', 'path')) };
  return { origin: originOf(null), resolved: resolved ?? textOf(at(entry, 'index')) };
}

/** A time of TOML is no text. */
const timeOf = (node: Located | null): string | null =>
  textOf(node)?.replace(/^(\d{4}-\d\d-\d\d) /, '$1T') ?? null;

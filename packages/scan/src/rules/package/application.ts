import { dirname, join } from 'node:path/posix';
import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { at, isTrue, membersOf, textOf } from '../../lockfile/located.ts';
import { type Manifest, manifestReader } from '../../lockfile/manifest.ts';

export const javascriptLocks = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
];
export const pythonLocks = ['poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock', 'pylock.toml'];

/** A manifest of something that is installed as it stands, not published for others to build on. */
export interface Application {
  readonly file: SourceFile;
  readonly manifest: Manifest;
  /** Names that its lockfile could have. */
  readonly locks: readonly string[];
}

/** Libraries leave the choice of versions to who uses them, and examples are no application of the project's. */
export function applications(project: Project): Application[] {
  return project.filesOf('manifest').flatMap((file) => {
    if (isForShow(file.path)) return [];
    const manifest = file.tree(manifestReader);
    if (manifest?.format === 'package-json' && isInstalled(manifest))
      return [{ file, manifest, locks: javascriptLocks }];
    if (manifest?.format === 'pyproject' && managerOf(manifest) !== null)
      return [{ file, manifest, locks: pythonLocks }];
    return [];
  });
}

/** Is there one of these files beside the manifest or in a folder above it, as workspaces have it? */
export function lockAbove(project: Project, { file, locks }: Application): string | null {
  for (let folder = dirname(file.path); ; folder = dirname(folder)) {
    const found = locks.map((name) => join(folder, name)).find((path) => project.has(path));
    if (found !== undefined) return found;
    if (folder === '.' || folder === '/') return null;
  }
}

function isInstalled({ root, requests }: Manifest): boolean {
  const asks = requests.some(({ kind, range }) => kind !== 'peer' && !/^(workspace|file|link):/.test(range));
  const isPublished =
    textOf(at(root, 'version')) !== null &&
    !isTrue(at(root, 'private')) &&
    (at(root, 'main') ?? at(root, 'exports') ?? at(root, 'files')) !== null;
  return asks && !isPublished;
}

/** The manager that would have written a lockfile; a pyproject of another build system has none. */
function managerOf({ root, requests }: Manifest): string | null {
  if (requests.length === 0 || at(root, 'build-system') !== null) return null;
  return ['poetry', 'uv', 'pdm'].find((name) => membersOf(at(root, 'tool', name)).size > 0) ?? null;
}

export const isForShow = (path: string): boolean =>
  /(^|\/)(examples?|samples?|demos?|fixtures?|__fixtures__|tests?|__tests__|testdata|templates?|e2e|benchmarks?|playgrounds?|sandbox|docs?|vendor|node_modules)\//.test(
    path,
  );

import type { SourceFile } from './file.ts';
import type { FileType } from './file-type.ts';

/** The scanned tree as a whole, for rules that compare files. */
export interface Project {
  /** Every path of the tree, scanned or not, sorted. Ignored files are not in it. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The scanned file of that path, or null when it was not scanned (too large, binary, outside). */
  file(path: string): SourceFile | null;
  /** Every scanned file of these types, in path order. */
  filesOf(...types: readonly FileType[]): readonly SourceFile[];
}

/** Files a project rule may ask for again are kept; source code is not, so that a large tree fits in memory. */
const keptTypes: ReadonlySet<FileType> = new Set([
  'dockerfile',
  'compose',
  'kubernetes',
  'workflow',
  'pipeline',
  'lockfile',
  'manifest',
  'package-config',
  'env',
]);

export const isKeptForProject = (file: SourceFile): boolean =>
  keptTypes.has(file.type) || /(^|\/)(CODEOWNERS|\.[^/]+|[^/]+\.(json|ya?ml|toml))$/.test(file.path);

export function projectOf(files: readonly SourceFile[], paths: readonly string[]): Project {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const known = new Set(paths);
  return {
    paths: [...known].sort(),
    has: (path) => known.has(path),
    file: (path) => byPath.get(path) ?? null,
    filesOf: (...types) =>
      files.filter((file) => types.includes(file.type)).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

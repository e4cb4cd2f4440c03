import type { Advisories } from '../advisory-index/advisories.ts';
import type { SourceFile } from './file.ts';
import type { FileType } from './file-type.ts';

/** Types whose files are kept for project rules. Source code is not, so that a large tree fits in memory. */
export const keptTypes = [
  'dockerfile',
  'compose',
  'kubernetes',
  'workflow',
  'pipeline',
  'lockfile',
  'manifest',
  'package-config',
  'env',
] as const satisfies readonly FileType[];
export type KeptType = (typeof keptTypes)[number];

/** What a project's rules go by that does not stand in its lockfiles. */
export interface ProjectSettings {
  /** Names of packages that are the project's own: `acme-core`, `@acme` for a scope, `acme-*` for a beginning. */
  readonly internalPackages: readonly string[];
  /** A younger release is reported. */
  readonly minReleaseAgeDays: number;
  readonly now: Date;
}

/** The scanned tree as a whole, for rules that compare files. */
export interface Project {
  /** Every path of the tree, scanned or not, sorted. Ignored files are not in it. */
  readonly paths: readonly string[];
  /** False when only changes are scanned: then `filesOf` gives the changed files alone. */
  readonly whole: boolean;
  has(path: string): boolean;
  /** Any file of the project, read when asked for; null when there is none, or it is binary or too large. */
  file(path: string): SourceFile | null;
  /** Every scanned file of these types, in path order. */
  filesOf(...types: readonly KeptType[]): readonly SourceFile[];
  readonly settings: ProjectSettings;
  /** What is known of the packages it uses; null when it uses none. */
  readonly advisories: Advisories | null;
}

/** A project of the kept files; `read` fetches any other by path. */
export function projectOf(
  kept: readonly SourceFile[],
  paths: readonly string[],
  whole: boolean,
  read: (path: string) => SourceFile | null,
  settings: ProjectSettings,
  advisories: Advisories | null,
): Project {
  const byPath = new Map<string, SourceFile | null>(kept.map((file) => [file.path, file]));
  const known = new Set(paths);
  const sorted = [...kept].sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    paths: [...known].sort(),
    whole,
    has: (path) => known.has(path),
    file(path) {
      if (!known.has(path)) return null;
      const file = byPath.get(path);
      if (file !== undefined) return file;
      const fetched = read(path);
      byPath.set(path, fetched);
      return fetched;
    },
    settings,
    advisories,
    filesOf: (...types) => sorted.filter((file) => types.some((type) => type === file.type)),
  };
}

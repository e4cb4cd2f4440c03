import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from '../config/config.ts';
import { changedTree, stagedTree } from '../walk/changed-tree.ts';
import { diskTree, narrowed } from '../walk/disk-tree.ts';
import { workingTreeOf } from '../walk/git.ts';
import type { Tree } from '../walk/tree.ts';
import type { Options } from './options.ts';

/** The folder that paths of the report are relative to, and where the configuration stands. */
export function rootOf(options: Options, cwd: string): string {
  if (options.staged || options.since !== null) return workingTreeOf(cwd) ?? cwd;
  const only = options.paths.length === 1 ? resolve(cwd, options.paths[0] ?? '.') : null;
  return only !== null && isFolder(only) ? only : cwd;
}

/** The files that the options choose. Throws UsageError for paths that are not there. */
export function chosenTree(
  options: Options,
  root: string,
  cwd: string,
  isExcluded: (path: string) => boolean,
): Tree {
  const wanted = options.paths
    .map((path) => below(root, resolve(cwd, path), path))
    .filter((path) => path !== '');
  const tree = options.staged
    ? stagedTree(root, isExcluded)
    : options.since !== null
      ? changedTree(root, options.since, isExcluded)
      : diskTree(root, isExcluded);
  return wanted.length > 0 ? narrowed(tree, wanted) : tree;
}

function below(root: string, path: string, asWritten: string): string {
  isFolder(path);
  const inside = relative(root, path);
  if (inside.startsWith('..') || isAbsolute(inside))
    throw new UsageError(`${asWritten} lies outside ${root}: scan it by itself`);
  return inside.split(sep).join('/');
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`${path}: there is no such file or folder`);
  return found.isDirectory();
}

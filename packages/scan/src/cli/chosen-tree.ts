import { statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from '../config/config.ts';
import { fileFailure } from '../file-failure.ts';
import { didYouMean } from '../nearest.ts';
import { changedTree, stagedTree } from '../walk/changed-tree.ts';
import { diskTree, narrowed } from '../walk/disk-tree.ts';
import { GitFailure, workingTreeOf } from '../walk/git.ts';
import type { Tree } from '../walk/tree.ts';
import type { Options } from './options.ts';

/**
 * The folder that paths of the report are relative to, and where the configuration stands. Throws GitFailure when only
 * git could say what to scan, and cannot.
 */
export function rootOf(options: Options, cwd: string): string {
  if (options.staged || options.since !== null) {
    const root = workingTreeOf(cwd);
    if (root !== null) return root;
    const option = options.staged ? '--staged' : '--since';
    throw new GitFailure(`${option} needs a git working tree, and ${cwd} is in none`);
  }
  const [only, ...more] = options.paths;
  return only !== undefined && more.length === 0 && isFolder(resolve(cwd, only), only)
    ? resolve(cwd, only)
    : cwd;
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
  isFolder(path, asWritten);
  const inside = relative(root, path);
  if (inside.startsWith('..') || isAbsolute(inside))
    throw new UsageError(`${asWritten} lies outside ${root}: scan it by itself`);
  return inside.split(sep).join('/');
}

function isFolder(path: string, asWritten: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    const why = fileFailure(error);
    if (why === null) throw error;
    const meant = asWritten.includes('/') ? '' : didYouMean(asWritten, ['site', 'hook', 'db']);
    throw new UsageError(`${asWritten}: ${why}${meant}`, { cause: error });
  }
}

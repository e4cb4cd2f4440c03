import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
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
  if (only === undefined || more.length > 0) return cwd;
  const path = resolve(cwd, only);
  if (isFolder(path, only)) return path;
  return isOutside(cwd, path) ? dirname(path) : cwd;
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
  if (wanted.length === 0) return tree;
  const chosen = narrowed(tree, wanted);
  return options.staged || options.since !== null ? chosen : withNamed(chosen, wanted, isExcluded);
}

/** A file that git ignores, as it does `.env`, is scanned all the same when somebody names it. */
function withNamed(tree: Tree, wanted: readonly string[], isExcluded: (path: string) => boolean): Tree {
  const known = new Set(tree.paths);
  const named = wanted.filter(
    (path) => !known.has(path) && !isExcluded(path) && isFile(join(tree.root, path)),
  );
  return named.length === 0 ? tree : { ...tree, paths: [...tree.paths, ...named].sort() };
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

function below(root: string, path: string, asWritten: string): string {
  isFolder(path, asWritten);
  if (isOutside(root, path)) throw new UsageError(`${asWritten} lies outside ${root}: scan it by itself`);
  return relative(root, path).split(sep).join('/');
}

function isOutside(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
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

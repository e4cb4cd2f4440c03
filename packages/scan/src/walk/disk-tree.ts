import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import ignore from 'ignore';
import { GitFailure, git, workingTreeOf } from './git.ts';
import { ignoreFile } from './ignored.ts';
import { type Listing, listedByGit } from './listing.ts';
import { diskReader } from './read.ts';
import type { Tree } from './tree.ts';

/**
 * The files below a folder: in a git working tree those tracked or untracked and not ignored,
 * elsewhere all but `.git`, `node_modules` and what the folder's own `.gitignore` names.
 */
export function diskTree(root: string, isExcluded: (path: string) => boolean): Tree {
  const { found, closed } = isKeptByGit(root)
    ? listedByGit(root, ['--cached', '--others', '--exclude-standard'])
    : walk(root);
  const paths = [...new Set(found)].filter((path) => !isExcluded(path)).sort();
  const unlisted = closed.filter((folder) => !isExcluded(`${folder}/`));
  return { root, source: 'disk', paths, allPaths: paths, unlisted, whole: true, read: diskReader(root) };
}

/** The same tree, but only these files and what lies below these folders is scanned. */
export function narrowed(tree: Tree, wanted: readonly string[]): Tree {
  const prefixes = wanted.map((path) => `${path.replace(/\/+$/, '')}/`);
  const isWanted = (path: string) => prefixes.some((prefix) => `${path}/`.startsWith(prefix));
  return {
    ...tree,
    paths: tree.paths.filter(isWanted),
    unlisted: tree.unlisted.filter(isWanted),
    whole: false,
  };
}

/** A folder that git ignores is walked all the same when somebody names it. */
const isKeptByGit = (root: string): boolean => workingTreeOf(root) !== null && !isIgnored(root);

function isIgnored(root: string): boolean {
  try {
    return git(root, ['check-ignore', '--quiet', '.']).length === 0;
  } catch (error) {
    // Status 1 says that it is not ignored.
    if (error instanceof GitFailure) return false;
    throw error;
  }
}

function walk(root: string): Listing {
  const rules = ignore({ allowRelativePaths: true }).add(
    root.split(sep).includes('node_modules') ? ['.git'] : ['.git', 'node_modules'],
  );
  const own = ignoreFile(root, '.gitignore');
  if (own !== null) rules.add(own);
  const found: string[] = [];
  const closed: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = entriesOf(join(root, folder));
    if (entries === null) closed.push(folder);
    for (const entry of entries ?? []) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // A link is listed so that the reader can say it was not followed.
      if (entry.isDirectory()) {
        if (!rules.ignores(`${path}/`)) folders.push(path);
      } else if (!rules.ignores(path)) found.push(path);
    }
  }
  return { found, closed };
}

/** Null when the folder may not be listed. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EACCES' || code === 'EPERM') return null;
    // A folder that vanished holds nothing that could be scanned.
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

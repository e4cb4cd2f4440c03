import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import ignore from 'ignore';
import { fieldsOf, GitFailure, git, workingTreeOf } from './git.ts';
import { ignoreFile } from './ignored.ts';
import { diskReader } from './read.ts';
import type { Tree } from './tree.ts';

/**
 * The files below a folder: in a git working tree those tracked or untracked and not ignored,
 * elsewhere all but `.git`, `node_modules` and what the folder's own `.gitignore` names.
 */
export function diskTree(root: string, isExcluded: (path: string) => boolean): Tree {
  const found = isKeptByGit(root) ? listed(root) : walk(root);
  const paths = [...new Set(found)].filter((path) => !isExcluded(path)).sort();
  return { root, source: 'disk', paths, allPaths: paths, whole: true, read: diskReader(root) };
}

/** The same tree, but only these files and what lies below these folders is scanned. */
export function narrowed(tree: Tree, wanted: readonly string[]): Tree {
  const prefixes = wanted.map((path) => `${path.replace(/\/+$/, '')}/`);
  const isWanted = (path: string) => prefixes.some((prefix) => `${path}/`.startsWith(prefix));
  return { ...tree, paths: tree.paths.filter(isWanted), whole: false };
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

const listed = (root: string): string[] =>
  fieldsOf(git(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']));

function walk(root: string): string[] {
  const rules = ignore({ allowRelativePaths: true }).add(
    root.split(sep).includes('node_modules') ? ['.git'] : ['.git', 'node_modules'],
  );
  const own = ignoreFile(root, '.gitignore');
  if (own !== null) rules.add(own);
  const paths: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      // A link is listed so that the reader can say it was not followed.
      if (entry.isDirectory()) {
        if (!rules.ignores(`${path}/`)) folders.push(path);
      } else if (!rules.ignores(path)) paths.push(path);
    }
  }
  return paths;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // A folder that vanished or may not be listed holds nothing that could be scanned.
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR') return [];
    throw error;
  }
}

import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import ignore from 'ignore';
import { GitFailure, git, mayBeKept, workingTreeOf } from './git.ts';
import { ignoreFile } from './ignored.ts';
import { type Listing, listedByGit } from './listing.ts';
import { diskReader } from './read.ts';
import type { Tree } from './tree.ts';

/**
 * The files below a folder: in a git working tree those tracked or untracked and not ignored,
 * elsewhere all but `.git`, `node_modules` and what the folder's own `.gitignore` names.
 */
export function diskTree(root: string, isExcluded: (path: string) => boolean): Tree {
  const { found, closed, refusal } = listing(root);
  const paths = [...new Set(found)].filter((path) => !isExcluded(path)).sort();
  const unlisted = closed.filter((folder) => !isExcluded(`${folder}/`));
  const read = diskReader(root);
  return { root, source: 'disk', paths, allPaths: paths, unlisted, whole: true, refusal, read };
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

function listing(root: string): Listing & Pick<Tree, 'refusal'> {
  try {
    return { ...(keptByGit(root) ?? walk(root)), refusal: null };
  } catch (error) {
    return { ...walk(root), refusal: refusalOf(root, error) };
  }
}

/** What git keeps below a folder; null outside of a repository, and for a folder that it ignores and somebody named. */
function keptByGit(root: string): Listing | null {
  if (!mayBeKept(root)) return null;
  const isTop = existsSync(join(root, '.git'));
  if (!isTop && isIgnored(root)) return null;
  const kept = listedByGit(root, ['--cached', '--others', '--exclude-standard']);
  // Git passes over a `.git` that is none, so that the folder may be an ignored one of the repository above.
  return isTop && kept.found.length === 0 && isIgnored(root) ? null : kept;
}

/** Also false where git has nothing to say: listing the files will tell why. */
function isIgnored(root: string): boolean {
  try {
    return git(root, ['check-ignore', '--quiet', '.']).length === 0;
  } catch (error) {
    if (error instanceof GitFailure) return false;
    throw error;
  }
}

/** Why git would not look at the repository; null when there is none. Rethrows any other failure: a damaged index. */
function refusalOf(root: string, failure: unknown): string | null {
  if (!(failure instanceof GitFailure)) throw failure;
  try {
    if (workingTreeOf(root) === null) return null;
  } catch (error) {
    if (error instanceof GitFailure) return error.message;
    throw error;
  }
  throw failure;
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

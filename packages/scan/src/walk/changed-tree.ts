import { fieldsOf, GitFailure, git, withoutFilters } from './git.ts';
import { listedByGit } from './listing.ts';
import { diskReader, tooLarge } from './read.ts';
import { nothing, type Read, type Tree } from './tree.ts';

/** What would be committed now: the staged blobs, whatever the working tree holds by now. `root`: of a working tree. */
export function stagedTree(root: string, isExcluded: (path: string) => boolean): Tree {
  const blobs = stagedBlobs(root);
  const paths = [...blobs.keys()].filter((path) => !isExcluded(path)).sort();
  const contents = contentsOf(
    root,
    paths.map((path) => blobs.get(path) ?? ''),
  );
  const bytesByPath = new Map(paths.map((path, index) => [path, contents[index] ?? null]));
  let index: Map<string, string | null> | undefined;
  const indexed = () => {
    index ??= blobsOfIndex(root);
    return index;
  };
  // A file that is not part of the change, as the index holds it: project rules compare with it.
  const unchanged = (path: string): Buffer | null => {
    const id = indexed().get(path) ?? null;
    return id === null ? null : (contentsOf(root, [id])[0] ?? null);
  };
  return {
    root,
    source: 'index',
    paths,
    get allPaths() {
      return [...indexed().keys()];
    },
    unlisted: [],
    whole: false,
    refusal: null,
    read: (path, maxBytes) => bounded(bytesByPath.get(path) ?? unchanged(path), maxBytes),
  };
}

/**
 * Files of a working tree that differ from the last commit shared with `ref`, untracked ones included. `root`: its top.
 */
export function changedTree(root: string, ref: string, isExcluded: (path: string) => boolean): Tree {
  if (ref.startsWith('-')) throw new GitFailure(`--since wants a commit, branch or tag, not ${ref}`);
  const base = mergeBaseOf(root, ref);
  const changed = fieldsOf(
    git(root, [
      ...withoutFilters(root),
      'diff',
      '--name-only',
      '-z',
      '--no-ext-diff',
      '--diff-filter=d',
      base,
    ]),
  );
  const { found: untracked, closed } = listedByGit(root, ['--others', '--exclude-standard']);
  let tracked: string[] | undefined;
  return {
    root,
    source: 'disk',
    paths: [...new Set([...changed, ...untracked])].filter((path) => !isExcluded(path)).sort(),
    get allPaths() {
      tracked ??= fieldsOf(git(root, ['ls-files', '-z', '--cached']));
      return [...tracked, ...untracked];
    },
    unlisted: closed.filter((folder) => !isExcluded(`${folder}/`)),
    whole: false,
    refusal: null,
    read: diskReader(root),
  };
}

/** A shallow clone may hold no common ancestor: then the ref itself is compared with. */
function mergeBaseOf(root: string, ref: string): string {
  const id = commitOf(root, ref);
  try {
    return git(root, ['merge-base', id, 'HEAD']).toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitFailure) return id;
    throw error;
  }
}

function commitOf(root: string, ref: string): string {
  try {
    const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
    return commit.toString('utf8').trim();
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    const more = 'fetch it first, if this clone is shallow';
    throw new GitFailure(`--since wants a commit, branch or tag, and there is no ${ref} here: ${more}`, {
      cause: error,
    });
  }
}

/** Blob ids of added, changed and renamed regular files, by path. Source: git-diff(1), raw output format. */
function stagedBlobs(root: string): Map<string, string> {
  const fields = fieldsOf(
    git(root, [
      'diff',
      '--cached',
      '--raw',
      '--no-abbrev',
      '-z',
      '--no-renames',
      '--no-ext-diff',
      '--diff-filter=d',
    ]),
  );
  const blobs = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, newMode, , id] = (fields[at] ?? '').split(' ');
    const path = fields[at + 1];
    if (path && id && newMode?.startsWith('100')) blobs.set(path, id);
  }
  return blobs;
}

/** The blobs of these ids, in one git process; null where one is missing. Source: git-cat-file(1), batch output. */
function contentsOf(root: string, ids: readonly string[]): (Buffer | null)[] {
  if (ids.length === 0) return [];
  const output = git(root, ['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  return ids.map(() => {
    const lineEnd = output.indexOf(10, at);
    const header = output.toString('latin1', at, lineEnd).split(' ');
    at = lineEnd + 1;
    if (header[1] !== 'blob') return null;
    const size = Number(header[2]);
    const content = output.subarray(at, at + size);
    at += size + 1;
    return content;
  });
}

/** The id of each regular file's blob in the index, null for links and submodules. Source: git-ls-files(1), --stage. */
function blobsOfIndex(root: string): Map<string, string | null> {
  const blobs = new Map<string, string | null>();
  for (const field of fieldsOf(git(root, ['ls-files', '-z', '--stage']))) {
    const nameAt = field.indexOf('\t') + 1;
    const [mode, id] = field.slice(0, nameAt).split(' ');
    blobs.set(field.slice(nameAt), id && mode?.startsWith('100') ? id : null);
  }
  return blobs;
}

function bounded(bytes: Buffer | null, maxBytes: number): Read {
  if (bytes === null) return nothing;
  return bytes.length > maxBytes ? { skip: tooLarge(bytes.length, maxBytes) } : { bytes };
}

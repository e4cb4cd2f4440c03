import { fieldsOf, gitWithComplaints } from './git.ts';

/** Files below a folder. */
export interface Listing {
  readonly found: readonly string[];
  /** Folders that may not be listed: what they hold is not scanned, and said so. */
  readonly closed: readonly string[];
}

/** What `git ls-files` lists with these options. Of a folder it may not open it says so beside the list, and goes on. */
export function listedByGit(root: string, options: readonly string[]): Listing {
  const { output, complaints } = gitWithComplaints(root, ['ls-files', '-z', ...options]);
  const closed = [...complaints.matchAll(/^warning: could not open directory '(.*)\/': (?!No such file)/gm)];
  return { found: fieldsOf(output), closed: closed.map(([, folder = '']) => folder) };
}

/** What a scan looks at: some paths, and a way to read each. */
export interface Tree {
  /** Absolute folder that paths are relative to. */
  readonly root: string;
  /** Where the bytes come from. Only `disk` can be read by worker threads. */
  readonly source: 'disk' | 'index' | 'memory';
  /** Paths to scan. */
  readonly paths: readonly string[];
  /** All paths of the project, for rules that ask whether a file exists; asked for when they are needed. */
  readonly allPaths: readonly string[];
  /** Folders that may not be listed: what they hold is not scanned, and said so. */
  readonly unlisted: readonly string[];
  /** True when `paths` are all of the project: only then is something missing a finding. */
  readonly whole: boolean;
  /** Why git would not say which files are kept, in its own words; null when it did, or there is no repository. */
  readonly refusal: string | null;
  read(path: string, maxBytes: number): Read;
}

export type Read = { readonly bytes: Buffer } | { readonly skip: string };
/** Neither scanned nor worth a word: deleted since it was listed, a submodule. */
export const nothing: Read = { skip: '' };

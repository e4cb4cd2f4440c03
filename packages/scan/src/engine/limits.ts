/** Bounds that keep one strange file from holding up a scan. */
export interface Limits {
  /** Larger files are not read. */
  readonly maxBytes: number;
  /** Larger files are searched for secrets only, unless they are lockfiles or manifests. */
  readonly maxParsedBytes: number;
  /** A file that takes longer is given up and noted. */
  readonly maxMs: number;
  /** The heap of a thread: a file that needs more is given up and noted. */
  readonly maxThreadMegabytes: number;
}

export const defaultLimits: Limits = {
  maxBytes: 20_000_000,
  maxParsedBytes: 1_000_000,
  maxMs: 5000,
  maxThreadMegabytes: 1024,
};

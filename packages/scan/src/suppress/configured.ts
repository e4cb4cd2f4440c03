import { matchesGlob } from 'node:path/posix';

/** A suppression in the configuration file. */
export interface ConfiguredSuppression {
  /** Rule id or `family/*`. */
  readonly rule: string;
  /** Glob relative to the root; null for everywhere. */
  readonly path: string | null;
  readonly reason: string;
  /** Last day it holds, `YYYY-MM-DD`; null for ever. */
  readonly until: string | null;
  /** The configuration file it stands in. */
  readonly file: string;
}

export const coversPath = ({ path: glob }: ConfiguredSuppression, path: string): boolean =>
  glob === null || glob === path || matchesGlob(path, glob);

import type { Suppressed } from '../suppress/settle.ts';
import type { Hit } from './hit.ts';
import type { Caret, Skip } from './outcome.ts';
import type { RuleCard } from './rule.ts';

/** Something to say that is no hit: an unused suppression, an expired one. */
export interface Note {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export interface Stats {
  readonly files: number;
  /** Of a running site: `files` counts the requests that were made. */
  readonly areRequests?: true;
  readonly bytes: number;
  readonly seconds: number;
  /** Hits left out because the baseline knows them. */
  readonly baselined: number;
  /** Changes made by `--fix`. */
  readonly fixed: number;
  /** When the advisory index was made, ISO 8601; null when none was needed. */
  readonly advisoriesFrom: string | null;
}

/** What a scan found, as the reports show it. */
export interface ScanResult {
  readonly tool: { readonly name: 'bugheist-scan'; readonly version: string };
  readonly hits: readonly Hit[];
  readonly suppressed: readonly Suppressed[];
  readonly notes: readonly Note[];
  readonly skipped: readonly Skip[];
  readonly stats: Stats;
  /** Cards of the rules that hit, suppressed ones included. */
  readonly rules: readonly RuleCard[];
  /** Where in the evidence of a hit its place stands. */
  readonly carets: ReadonlyMap<Hit, Caret>;
  /** How many hits `--fix` would have changed. */
  readonly fixable: number;
}

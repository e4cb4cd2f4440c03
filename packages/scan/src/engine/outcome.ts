import type { Mark } from '../suppress/mark.ts';
import { CannotCheck } from './cannot-check.ts';
import type { Hit } from './hit.ts';
import type { Edit } from './rule.ts';

export interface Skip {
  readonly path: string;
  readonly reason: string;
  /** True when a check could not run at all for want of something: the scan then ends with status 3. */
  readonly unable?: true;
}

/** A hit with what only the engine needs of it. Plain data: it travels between threads. */
export interface RawHit {
  readonly hit: Hit;
  readonly aliases: readonly string[];
  readonly edit?: Edit;
  readonly pin?: Pinnable;
  readonly caret?: Caret;
}

/** Where in a hit's evidence its place stands: offsets, the end exclusive. */
export interface Caret {
  readonly from: number;
  readonly to: number;
}

/** A moving name and where it stands in the file. */
export interface Pinnable {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What came out of some files. */
export interface Outcome {
  readonly hits: RawHit[];
  readonly marks: Mark[];
  readonly skipped: Skip[];
  /** Paths of files that project rules want to see again. */
  readonly kept: string[];
  files: number;
  bytes: number;
}

export const emptyOutcome = (): Outcome => ({
  hits: [],
  marks: [],
  skipped: [],
  kept: [],
  files: 0,
  bytes: 0,
});

export function addOutcome(into: Outcome, more: Outcome): void {
  for (const hit of more.hits) into.hits.push(hit);
  for (const mark of more.marks) into.marks.push(mark);
  for (const skip of more.skipped) into.skipped.push(skip);
  for (const path of more.kept) into.kept.push(path);
  into.files += more.files;
  into.bytes += more.bytes;
}

export function skipOf(file: { readonly path: string } | null, why: Error): Skip {
  const skip = { path: file?.path ?? '.', reason: why.message };
  return why instanceof CannotCheck ? { ...skip, unable: true } : skip;
}

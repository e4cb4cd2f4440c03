/**
 * What the kernel is given from above without importing it: `main.ts` names the types here by declaration merging, so
 * that handlers get the real ones.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled in by declaration merging
export interface Register {}

/** A transaction (or, for reads, a plain connection) of the database. */
export type Tx = Register extends { tx: infer Given } ? Given : unknown;

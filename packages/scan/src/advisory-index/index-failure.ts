/** The index is missing, cut off, changed or signed by somebody else, or what it should be built from cannot be had. */
export class IndexFailure extends Error {
  readonly code = 'advisory-index';
}

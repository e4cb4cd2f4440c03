/**
 * Thrown by a rule that lacks what it needs (an advisory index): the scan goes on, says so and ends with status 3,
 * so that "nothing found" never means "nothing looked for".
 */
export class CannotCheck extends Error {
  readonly code = 'cannot-check';
}

/**
 * Where a value comes from. `remote`: whoever sends a request, opens a link or posts a message. `local`: who runs the
 * program (its arguments, its environment). `parameter`: whoever calls the function, which nothing in the file tells.
 */
export type Origin = 'remote' | 'local' | 'parameter';

/**
 * What a dangerous place does with a value: it decides what makes the value harmless. A rule names one.
 * `object` means the value's own structure (operators, many fields) is the danger, `key` the name of a property.
 */
export type Purpose =
  | 'code'
  | 'shell'
  | 'sql'
  | 'html'
  | 'url'
  | 'redirect'
  | 'path'
  | 'regex'
  | 'template'
  | 'object'
  | 'key'
  | 'text';

/** Any syntax node of any language: offsets in the text of the file, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a value gets from where it enters the program to where it does harm. */
export interface Flow {
  readonly origin: Origin;
  /** What it is, for people: "the query of the request". */
  readonly what: string;
  readonly source: Span;
  /** Places between source and sink, in the order the value passes them. */
  readonly steps: readonly Span[];
  /** False when it passed through something whose result can only be guessed, such as an imported function. */
  readonly isSure: boolean;
}

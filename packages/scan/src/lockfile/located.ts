/**
 * What JSON, TOML and the YAML of lockfiles have in common, with the place of everything. Objects are Maps, so that
 * a package named `__proto__` is a key like any other. Offsets count in the file's text, ends exclusive.
 */
export type Located = LocatedObject | LocatedList | LocatedText | LocatedOther;

export interface LocatedObject {
  readonly kind: 'object';
  readonly start: number;
  end: number;
  readonly members: Map<string, Member>;
}
export interface Member {
  /** Where the key stands. */
  readonly start: number;
  readonly end: number;
  readonly value: Located;
}
export interface LocatedList {
  readonly kind: 'list';
  readonly start: number;
  end: number;
  readonly items: Located[];
}
export interface LocatedText {
  readonly kind: 'text';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
/** A number, `true`, `null` or a date, as written. */
export interface LocatedOther {
  readonly kind: 'other';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What could be read, and what stopped the reader; null when the document was read to its end. */
export interface Reading {
  readonly root: Located;
  readonly problem: Problem | null;
}
export interface Problem {
  readonly at: number;
  readonly message: string;
}

/** Deeper documents are no lockfiles; the reader stops instead of exhausting the stack. */
export const maxDepth = 100;

export const emptyObject = (at: number): LocatedObject => ({
  kind: 'object',
  start: at,
  end: at,
  members: new Map(),
});

/** The value below a path of keys, or null. */
export function at(node: Located | null | undefined, ...keys: readonly string[]): Located | null {
  let found: Located | null = node ?? null;
  for (const key of keys) {
    if (found?.kind !== 'object') return null;
    found = found.members.get(key)?.value ?? null;
  }
  return found;
}

/** The members of an object by key; none for anything else. */
export const membersOf = (node: Located | null): ReadonlyMap<string, Member> =>
  node?.kind === 'object' ? node.members : none;
const none: ReadonlyMap<string, Member> = new Map();

export const itemsOf = (node: Located | null): readonly Located[] =>
  node?.kind === 'list' ? node.items : [];

/** A text, or a number as it is written; null for the rest. */
export function textOf(node: Located | null | undefined): string | null {
  if (node?.kind === 'text') return node.text;
  return node?.kind === 'other' && /^[\d.+-]/.test(node.text) ? node.text : null;
}

export const isTrue = (node: Located | null): boolean => node?.kind === 'other' && node.text === 'true';

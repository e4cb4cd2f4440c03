/**
 * The shape of a secret, put together from parts. One description gives the pattern, a stand-in for examples and a
 * blank (the placeholder somebody writes instead), so that they cannot disagree. Stand-ins are made at run time:
 * no scanner, push protection or reader takes this repository's text for a leak. All is made when asked for, since a
 * scan needs few of the patterns and none of the examples.
 */
export interface Shape {
  /** Source of a regular expression without groups that capture and without nested quantifiers. */
  readonly source: string;
  /** Looks random, is the same every time. */
  readonly standIn: string;
  readonly blank: string;
}

/** Literal texts and parts, one after the other. */
export const shape = (...parts: readonly (string | Shape)[]): Shape => ({
  get source() {
    return parts.map((part) => (typeof part === 'string' ? escapeRegExp(part) : part.source)).join('');
  },
  get standIn() {
    return parts.map((part) => (typeof part === 'string' ? part : part.standIn)).join('');
  },
  get blank() {
    return parts.map((part) => (typeof part === 'string' ? part : part.blank)).join('');
  },
});

/** One of several literal texts. */
export const anyOf = (...texts: readonly [string, ...string[]]): Shape => ({
  get source() {
    return `(?:${texts.map(escapeRegExp).join('|')})`;
  },
  standIn: texts[0],
  blank: texts[0],
});

/** `shape` or nothing. */
export const maybe = (part: Shape): Shape => ({
  get source() {
    return `(?:${part.source})?`;
  },
  standIn: '',
  blank: '',
});

type Run = (length: number, longest?: number) => Shape;

const digitsLetters = '0123456789';
const lowerLetters = 'abcdefghijklmnopqrstuvwxyz';
const upperLetters = lowerLetters.toUpperCase();

/** A run of `length` (to `longest`) characters. The classes are those that vendors' formats name. */
const run =
  (characterClass: string, letters: string): Run =>
  (length, longest) => ({
    source: `[${characterClass}]{${longest === undefined ? length : `${length},${longest}`}}`,
    get standIn() {
      return pseudoRandom(letters, length);
    },
    get blank() {
      return (letters.includes('x') ? 'x' : '0').repeat(length);
    },
  });

export const digits = run('0-9', digitsLetters);
export const hex = run('0-9a-f', `${digitsLetters}abcdef`);
export const anyHex = run('0-9a-fA-F', `${digitsLetters}abcdef`);
export const lower = run('a-z0-9', lowerLetters + digitsLetters);
export const upper = run('A-Z0-9', upperLetters + digitsLetters);
export const base32 = run('A-Z2-7', `${upperLetters}234567`);
export const mixed = run('A-Za-z0-9', upperLetters + lowerLetters + digitsLetters);
export const letters = run('A-Za-z', upperLetters + lowerLetters);
export const word = run('\\w', upperLetters + lowerLetters + digitsLetters);
export const url = run('\\w-', upperLetters + lowerLetters + digitsLetters);
export const urlEquals = run('\\w=-', upperLetters + lowerLetters + digitsLetters);
export const urlDot = run('\\w.=-', upperLetters + lowerLetters + digitsLetters);
export const base64 = run('A-Za-z0-9+/', upperLetters + lowerLetters + digitsLetters);
export const base64Equals = run('A-Za-z0-9+/=', upperLetters + lowerLetters + digitsLetters);
/** Whatever else: the class as in a regular expression. */
export const characters = (characterClass: string, length: number, longest?: number): Shape =>
  run(characterClass, lowerLetters + digitsLetters)(length, longest);

/** 8-4-4-4-12 hexadecimal digits of either case. */
export const uuid = (): Shape =>
  shape(anyHex(8), '-', anyHex(4), '-', anyHex(4), '-', anyHex(4), '-', anyHex(12));

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** The seed depends on letters and length, so that two runs of one shape differ when they can. */
function pseudoRandom(alphabet: string, length: number): string {
  let state = alphabet.length * 7919 + length * 104_729;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += alphabet[(state >>> 9) % alphabet.length];
  }
  return text;
}

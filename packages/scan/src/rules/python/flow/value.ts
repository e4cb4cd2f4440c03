import type { PyNode } from '../syntax.ts';

/**
 * Who chose a value: `web`, somebody on the network; `local`, whoever starts the program (arguments, environment,
 * standard input); `caller`, whoever calls the function, in this file or another.
 */
export type Origin = 'web' | 'local' | 'caller';

/** One step of the way a value took. */
export interface Step {
  readonly node: PyNode;
  readonly message: string;
  readonly before: Step | null;
}

/** That a value comes from outside, and how it came here. */
export interface Taint {
  readonly origin: Origin;
  readonly step: Step;
  /** It went through a function whose code is not in this file, which may have checked it. */
  readonly throughUnknown: boolean;
}

/** A string in the text that stands in for what is not given. */
export interface Fallback {
  readonly text: string;
  readonly node: PyNode;
}

/** What is known of an expression's value. */
export interface Value {
  readonly taint: Taint | null;
  /** The whole of it, when it is a string known from the text. */
  readonly text: string | null;
  /** How it begins, as far as that is known. */
  readonly prefix: string;
  /** A string put together from known and unknown parts. */
  readonly built: boolean;
  /** Nobody outside can steer it: a literal, made of literals, or cleaned by a function known to do so. */
  readonly harmless: boolean;
  /** A dictionary whose keys nobody outside chose, whatever its values are. */
  readonly fixedKeys: boolean;
  /** What it is when nobody gives anything else: the default of a parameter or of `get`. */
  readonly fallback: Fallback | null;
  /** The dictionary of the text that it was made as. */
  readonly literal: PyNode | null;
  /** What it is, in dotted names: `subprocess.run`, or `sqlite3.connect().cursor()`. Empty when nothing is known. */
  readonly name: string;
}

export const unknownValue: Value = {
  taint: null,
  text: null,
  prefix: '',
  built: false,
  harmless: false,
  fixedKeys: false,
  fallback: null,
  literal: null,
  name: '',
};

export const harmlessValue: Value = { ...unknownValue, harmless: true };

export const textValue = (text: string): Value => ({ ...harmlessValue, text, prefix: text });

const strength: Record<Origin, number> = { web: 3, local: 2, caller: 1 };

/** The worse of two. */
export function worse(a: Taint | null, b: Taint | null): Taint | null {
  if (!a || !b) return a ?? b;
  return strength[b.origin] > strength[a.origin] ? b : a;
}

export const taintOf = (values: readonly Value[]): Taint | null =>
  values.reduce<Taint | null>((taint, value) => worse(taint, value.taint), null);

/** What a variable holds after either of two ways was taken. */
export function either(a: Value, b: Value): Value {
  if (a === b) return a;
  return {
    taint: worse(a.taint, b.taint),
    text: a.text === b.text ? a.text : null,
    prefix: a.prefix === b.prefix ? a.prefix : '',
    built: a.built || b.built,
    harmless: a.harmless && b.harmless,
    fixedKeys: a.fixedKeys && b.fixedKeys,
    fallback: a.fallback ?? b.fallback,
    literal: a.literal ?? b.literal,
    name: a.name === b.name ? a.name : a.name || b.name,
  };
}

/** The taint, one step on. */
export function stepOn(taint: Taint | null, node: PyNode, message: string): Taint | null {
  if (!taint) return null;
  return { ...taint, step: { node, message, before: taint.step } };
}

/** A string of these parts, in order. */
export function concatenation(parts: readonly Value[]): Value {
  const texts = parts.map(({ text }) => text);
  if (texts.every((text) => text !== null)) return textValue(texts.join(''));
  let prefix = '';
  for (const part of parts) {
    prefix += part.text ?? part.prefix;
    if (part.text === null) break;
  }
  const harmless = parts.every((part) => part.harmless);
  return { ...unknownValue, taint: taintOf(parts), prefix, built: !harmless, harmless };
}

/** One of what a container or string holds. */
export const elementOf = (value: Value): Value => ({
  ...unknownValue,
  taint: value.taint,
  harmless: value.harmless,
  name: value.name === options ? option : '',
});

/** What the nth name gets when a value is taken apart. */
export function partOf(value: Value, index: number): Value {
  if (index === 0 && value.name === option) return harmlessValue;
  const part = elementOf(value);
  return index === 0 && /^getopt\.(gnu_)?getopt\(\)$/.test(value.name) ? { ...part, name: options } : part;
}

/** `options, rest = getopt(…)` gives pairs of an option, which is one of those the code names, and its value. */
const options = 'getopt.options';
const option = 'getopt.option';

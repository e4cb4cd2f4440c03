import type { PyNode } from '../syntax.ts';
import { unknownValue, type Value } from './value.ts';

export interface Argument {
  readonly node: PyNode;
  readonly value: Value;
  readonly keyword: string | null;
  /** `*list` or `**dict`. */
  readonly spread: boolean;
}

/** A call as the flow met it. */
export interface Call {
  readonly node: PyNode;
  /** Dotted, imports resolved: `subprocess.run`, `sqlite3.connect().cursor().execute`, `?.execute`. */
  readonly name: string;
  /** The last part of the name. */
  readonly method: string;
  /** What a method is called on. */
  readonly receiver: Value | null;
  readonly receiverNode: PyNode | null;
  readonly arguments: readonly Argument[];
  readonly inside: FunctionInside | null;
}

/** The function around a place. */
export interface FunctionInside {
  readonly node: PyNode;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly decorators: readonly string[];
}

/** An argument by its place or its keyword; null when the call does not give it. */
export function argument(call: Call, index: number, keyword?: string): Argument | null {
  if (keyword !== undefined) for (const given of call.arguments) if (given.keyword === keyword) return given;
  if (index < 0) return null;
  const positional = call.arguments.filter((given) => given.keyword === null);
  const before = positional.slice(0, index + 1);
  if (before.length <= index || before.some(({ spread }) => spread)) return null;
  return before[index] ?? null;
}

export const givenValue = (call: Call, index: number, keyword?: string): Value =>
  argument(call, index, keyword)?.value ?? unknownValue;

/** Whether a keyword is given literally as `True`, `False`, `None` or a number. */
export const isKeyword = (
  call: Call,
  keyword: string,
  literal: string,
  textOf: (node: PyNode) => string,
): boolean => {
  const given = argument(call, -1, keyword);
  return given !== null && textOf(given.node) === literal;
};

/** `**kwargs` may hold any keyword. */
export const hasSpread = (call: Call): boolean => call.arguments.some(({ spread }) => spread);

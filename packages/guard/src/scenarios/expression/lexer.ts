export type Token =
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'name' | 'sign' | 'end'; readonly value: string; readonly at: number };

/** An expression that can't be read or compiled; `at` counts characters from its start. */
export class ExpressionError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = 'ExpressionError';
    this.at = at;
  }
}

/** Tokens of the expr-lang subset CrowdSec's scenarios are written in. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const space = /^(?:\s+|\/\/.*|\/\*[\s\S]*?\*\/)/.exec(source.slice(at));
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = next(source, at);
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: 'end', value: '', at: source.length });
  return tokens;
}

const signs = ['**', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '..', ...'+-*/%<>!?:.,;()[]{}#=|'];

function next(source: string, at: number): { token: Token; end: number } {
  const rest = source.slice(at);
  const quote = rest[0] ?? '';
  if (quote === '"' || quote === "'" || quote === '`') return textToken(source, at, quote);
  const number = /^\d+(?:\.\d+)?/.exec(rest);
  if (number) return { token: { kind: 'number', value: Number(number[0]), at }, end: at + number[0].length };
  const name = /^[A-Za-z_$][\w$]*/.exec(rest);
  if (name) return { token: { kind: 'name', value: name[0], at }, end: at + name[0].length };
  const sign = signs.find((one) => rest.startsWith(one));
  if (sign === undefined) throw new ExpressionError(`unexpected character ${JSON.stringify(quote)}`, at);
  return { token: { kind: 'sign', value: sign, at }, end: at + sign.length };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
};

function textToken(source: string, at: number, quote: string): { token: Token; end: number } {
  let value = '';
  for (let end = at + 1; end < source.length; end++) {
    const char = source[end] ?? '';
    if (char === quote) return { token: { kind: 'text', value, at }, end: end + 1 };
    if (char !== '\\' || quote === '`') {
      value += char;
      continue;
    }
    const escaped = readEscape(source, end + 1);
    value += escaped.value;
    end += escaped.length;
  }
  throw new ExpressionError(`text opened with ${quote} is never closed`, at);
}

function readEscape(source: string, at: number): { value: string; length: number } {
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(source.slice(at, at + 5));
  if (code) {
    const hex = code[1] ?? code[2] ?? '';
    return { value: String.fromCharCode(Number.parseInt(hex, 16)), length: code[0].length };
  }
  const char = source[at] ?? '';
  return { value: escapes[char] ?? char, length: 1 };
}

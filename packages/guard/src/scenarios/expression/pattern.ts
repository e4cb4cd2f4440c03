import { ExpressionError } from './lexer.ts';

/**
 * Longest text a pattern is tried on. JavaScript backtracks where Go's RE2 does not: a longer request line would let
 * one client buy quadratic time, and no server logs one this long by default (nginx and Apache: 8 kB).
 */
const longestSubject = 4096;

const compiled = new Map<string, RegExp>();

/** A Go (RE2) pattern as JavaScript's; throws ExpressionError when JavaScript has no such construct. */
export function goPattern(pattern: string, at = 0): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const body = (inline ? pattern.slice(inline[0].length) : pattern)
    .replaceAll(/\(\?[pP]</g, '(?<')
    .replaceAll('\\z', '$(?![\\s\\S])')
    .replaceAll('\\A', '^')
    .replaceAll(/\\x\{([0-9a-fA-F]{2})\}/g, '\\x$1')
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => posix[name] ?? whole);
  try {
    const regexp = new RegExp(body, inline?.[1] ?? '');
    if (compiled.size >= 4096) compiled.clear();
    compiled.set(pattern, regexp);
    return regexp;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new ExpressionError(`pattern can't be used: ${error.message}`, at);
    throw error;
  }
}

export function matchesPattern(regexp: RegExp, subject: string): boolean {
  return regexp.test(subject.length > longestSubject ? subject.slice(0, longestSubject) : subject);
}

const posix: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  space: '\\s',
  upper: 'A-Z',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  word: '\\w',
};

/**
 * Python's `(?(name)yes|no)` has no JavaScript equivalent. A pattern with one becomes two: in the first the group is
 * there and `yes` follows, in the second it is not and `no` follows; tried in this order they match what Python matches.
 */
export function expandConditionals(pattern: string): string[] {
  const start = pattern.indexOf('(?(');
  if (start < 0) return [pattern];
  const name = pattern.slice(start + 3, pattern.indexOf(')', start));
  const variants = [withGroup(pattern, name), withoutGroup(pattern, name)];
  return variants.flatMap(expandConditionals);
}

function withGroup(pattern: string, name: string): string {
  const resolved = resolve(pattern, name, 0);
  const group = findGroup(resolved, name);
  if (group === null) return resolved;
  const optional = resolved[group.end] === '?' ? 1 : 0;
  const required = resolved.slice(0, group.end) + resolved.slice(group.end + optional);
  return onlyAlternative(required, group);
}

function withoutGroup(pattern: string, name: string): string {
  const resolved = resolve(pattern, name, 1);
  const group = findGroup(resolved, name);
  return group === null ? resolved : `${resolved.slice(0, group.start)}(?:(?!))${resolved.slice(group.end)}`;
}

/** Every conditional on `name`, replaced by its branch. */
function resolve(pattern: string, name: string, branch: 0 | 1): string {
  let text = pattern;
  for (let at = text.indexOf(`(?(${name})`); at >= 0; at = text.indexOf(`(?(${name})`)) {
    const close = closingParen(text, at);
    const inner = text.slice(at + name.length + 4, close - 1);
    const bars = barsIn(inner);
    const [bar = inner.length] = bars;
    const chosen = branch === 0 ? inner.slice(0, bar) : inner.slice(bar + 1);
    text = `${text.slice(0, at)}(?:${chosen})${text.slice(close)}`;
  }
  return text;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function findGroup(pattern: string, name: string): Span | null {
  const start = pattern.indexOf(`(?<${name}>`);
  return start < 0 ? null : { start, end: closingParen(pattern, start) };
}

/** The pattern with the alternatives beside the one that holds the group taken out. */
function onlyAlternative(pattern: string, group: Span): string {
  const outer = enclosing(pattern, group.start);
  const inner = pattern.slice(outer.start, outer.end);
  const cuts = [-1, ...barsIn(inner), inner.length];
  const index = cuts.findIndex((cut) => outer.start + cut > group.start);
  const kept = inner.slice((cuts[index - 1] ?? -1) + 1, cuts[index]);
  return pattern.slice(0, outer.start) + kept + pattern.slice(outer.end);
}

/** The inside of the parentheses around `at`, without their `?:` or name. */
function enclosing(pattern: string, at: number): Span {
  let best: Span = { start: 0, end: pattern.length };
  for (const open of parensIn(pattern)) {
    const end = closingParen(pattern, open) - 1;
    if (open >= at || end <= at) continue;
    const head = /^\((?:\?(?::|=|!|<[=!]|<\w+>|[a-z]+:))?/.exec(pattern.slice(open))?.[0].length ?? 1;
    best = { start: open + head, end };
  }
  return best;
}

/** Just behind the parenthesis that closes the one at `open`. */
function closingParen(pattern: string, open: number): number {
  let depth = 0;
  for (const { char, at } of tokens(pattern, open)) {
    if (char === '(') depth++;
    if (char === ')' && --depth === 0) return at + 1;
  }
  return pattern.length;
}

function barsIn(pattern: string): number[] {
  const bars: number[] = [];
  let depth = 0;
  for (const { char, at } of tokens(pattern, 0)) {
    if (char === '(') depth++;
    if (char === ')') depth--;
    if (char === '|' && depth === 0) bars.push(at);
  }
  return bars;
}

function parensIn(pattern: string): number[] {
  return [...tokens(pattern, 0)].filter(({ char }) => char === '(').map(({ at }) => at);
}

/** Characters that mean something: escapes and character classes skipped. */
function* tokens(pattern: string, from: number): Generator<{ char: string; at: number }> {
  let inClass = false;
  for (let at = from; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '\\') at++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') {
      inClass = true;
      if (pattern[at + 1] === '^') at++;
      if (pattern[at + 1] === ']') at++;
    } else yield { char, at };
  }
}

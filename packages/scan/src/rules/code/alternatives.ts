/**
 * One regular expression for many, as source. What begins alike is put together behind its beginning: V8 tries the
 * alternatives of a long list one by one at every character, and fails at the beginning of a group at once.
 */
export function alternatives(sources: readonly string[]): string {
  const groups = Map.groupBy(sources, (source) => (isOneAlternative(source) ? beginning(source) : ''));
  return [...groups]
    .map(([begin, group]) => {
      const rests = group.map((source) => source.slice(begin.length));
      return begin === '' || rests.length === 1 || rests.includes('')
        ? group.map((source) => `(?:${source})`).join('|')
        : `${begin}(?:${rests.join('|')})`;
    })
    .join('|');
}

/** The first character, escape or set, when nothing repeats it. */
function beginning(source: string): string {
  const begin = /^(?:\\[\s\S]|\[(?:[^\]\\]|\\[\s\S])+\]|[\w<>/="' -])/.exec(source)?.[0] ?? '';
  return /^[*+?{]/.test(source.slice(begin.length)) ? '' : begin;
}

/** Has a pattern no bar outside of its groups and sets? */
function isOneAlternative(source: string): boolean {
  let depth = 0;
  let inSet = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at++;
    else if (inSet) inSet = char !== ']';
    else if (char === '[') inSet = true;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === '|' && depth === 0) return false;
  }
  return true;
}

/** Characters, as ranges of codes, both ends included. */
export type Ranges = readonly (readonly [number, number])[];

/** A regular expression as the backtracking matcher sees it. */
export type Regex =
  | {
      readonly kind: 'one';
      readonly has: (code: number) => boolean;
      readonly ranges: Ranges;
      readonly sample: string;
    }
  | { readonly kind: 'all'; readonly parts: readonly Regex[] }
  | { readonly kind: 'either'; readonly branches: readonly Regex[] }
  | {
      readonly kind: 'repeat';
      readonly body: Regex;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'boundary'; readonly negative: boolean }
  | { readonly kind: 'look'; readonly body: Regex; readonly negative: boolean; readonly behind: boolean };

/**
 * Reads the pattern of a regular expression literal. Null for what is not modelled (back-references, the `v` flag's
 * sets, case folding beyond ASCII): such a pattern is not judged.
 */
export function readRegex(pattern: string, flags: string): Regex | null {
  if (pattern.length > 500 || flags.includes('v')) return null;
  const reader: Reader = {
    pattern,
    at: 0,
    ignoreCase: flags.includes('i'),
    dotAll: flags.includes('s'),
    depth: 0,
  };
  try {
    const regex = readEither(reader);
    return reader.at === pattern.length ? regex : null;
  } catch (error) {
    if (error instanceof NotModelled) return null;
    throw error;
  }
}

class NotModelled extends Error {}

interface Reader {
  readonly pattern: string;
  at: number;
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  depth: number;
}

function readEither(reader: Reader): Regex {
  if (++reader.depth > 50) throw new NotModelled('depth');
  const branches = [readAll(reader)];
  while (reader.pattern[reader.at] === '|') {
    reader.at++;
    branches.push(readAll(reader));
  }
  reader.depth--;
  return branches.length === 1 && branches[0] ? branches[0] : { kind: 'either', branches };
}

function readAll(reader: Reader): Regex {
  const parts: Regex[] = [];
  for (
    let next = reader.pattern[reader.at];
    next && next !== '|' && next !== ')';
    next = reader.pattern[reader.at]
  )
    parts.push(readRepeat(reader));
  return { kind: 'all', parts };
}

function readRepeat(reader: Reader): Regex {
  const body = readAtom(reader);
  if (!'*+?{'.includes(reader.pattern[reader.at] ?? ' ')) return body;
  const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/.exec(reader.pattern.slice(reader.at));
  if (!found) return body;
  reader.at += found[0].length;
  const [, sign, low, comma, high, lazy] = found;
  const min = sign === '+' ? 1 : sign ? 0 : Number(low);
  const max = sign === '?' ? 1 : sign ? Infinity : comma ? (high ? Number(high) : Infinity) : min;
  return { kind: 'repeat', body, min, max, lazy: lazy === '?' };
}

function readAtom(reader: Reader): Regex {
  const { pattern } = reader;
  const next = pattern[reader.at++] ?? '';
  switch (next) {
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '.':
      return oneOf(reader.dotAll ? [[0, 0xffff]] : complement(lineBreaks));
    case '(':
      return readGroup(reader);
    case '[':
      return readSet(reader);
    case '\\':
      if (/[bB]/.test(pattern[reader.at] ?? ''))
        return { kind: 'boundary', negative: pattern[reader.at++] === 'B' };
      return oneOf(withCase(readEscape(reader, false), reader));
    default:
      return oneOf(withCase(single(next.charCodeAt(0)), reader));
  }
}

function readGroup(reader: Reader): Regex {
  const kind = /^\?(?:[:=!]|<[=!]|<[A-Za-z_$][\w$]*>)/.exec(reader.pattern.slice(reader.at))?.[0] ?? '';
  reader.at += kind.length;
  const body = readEither(reader);
  if (reader.pattern[reader.at++] !== ')') throw new NotModelled('unclosed');
  const isLook = /^\?(=|!|<=|<!)$/.test(kind);
  return isLook ? { kind: 'look', body, negative: kind.endsWith('!'), behind: kind.includes('<') } : body;
}

function readSet(reader: Reader): Regex {
  const { pattern } = reader;
  const negated = pattern[reader.at] === '^';
  if (negated) reader.at++;
  const ranges: (readonly [number, number])[] = [];
  while (pattern[reader.at] !== ']') {
    if (reader.at >= pattern.length) throw new NotModelled('unclosed');
    const from = readSetPart(reader);
    const [low] = from[0] ?? [0, 0];
    if (pattern[reader.at] !== '-' || pattern[reader.at + 1] === ']' || from.length !== 1) {
      ranges.push(...from);
      continue;
    }
    reader.at++;
    const to = readSetPart(reader);
    ranges.push([low, to[0]?.[1] ?? low]);
  }
  reader.at++;
  const both = withCase(ranges, reader);
  return oneOf(negated ? complement(both) : both);
}

function readSetPart(reader: Reader): Ranges {
  const next = reader.pattern[reader.at++] ?? '';
  return next === '\\' ? readEscape(reader, true) : single(next.charCodeAt(0));
}

const digits: Ranges = [[48, 57]];
const words: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const spaces: Ranges = [
  [9, 13],
  [32, 32],
  [160, 160],
];
const lineBreaks: Ranges = [
  [10, 10],
  [13, 13],
];
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 };

function readEscape(reader: Reader, inSet: boolean): Ranges {
  const next = reader.pattern[reader.at++] ?? '';
  switch (next) {
    case 'd':
      return digits;
    case 'D':
      return complement(digits);
    case 'w':
      return words;
    case 'W':
      return complement(words);
    case 's':
      return spaces;
    case 'S':
      return complement(spaces);
    case 'x':
    case 'u': {
      const hex = /^(?:[\da-f]{2}(?![\s\S])|[\da-f]{4}|[\da-f]{2})/i.exec(
        reader.pattern.slice(reader.at, reader.at + (next === 'x' ? 2 : 4)),
      )?.[0];
      if (!hex) throw new NotModelled('escape');
      reader.at += hex.length;
      return single(Number.parseInt(hex, 16));
    }
    default:
      if (next in controls) return single(controls[next] ?? 0);
      if (/[1-9kpPbBc]/.test(next) && !(inSet && next === 'b')) throw new NotModelled('escape');
      return single(next.charCodeAt(0));
  }
}

const single = (code: number): Ranges => [[code, code]];

/** The ranges with the letters of the other case, where case is ignored. */
function withCase(ranges: Ranges, { ignoreCase }: Reader): Ranges {
  if (!ignoreCase) return ranges;
  const other = ranges.flatMap(([low, high]): Ranges => {
    const upper: readonly [number, number] = [Math.max(low, 97) - 32, Math.min(high, 122) - 32];
    const lower: readonly [number, number] = [Math.max(low, 65) + 32, Math.min(high, 90) + 32];
    return [upper, lower].filter(([from, to]) => from <= to);
  });
  return [...ranges, ...other];
}

function complement(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const gaps: (readonly [number, number])[] = [];
  let from = 0;
  for (const [low, high] of sorted) {
    if (low > from) gaps.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  return [...gaps, [from, 0xffff]];
}

function oneOf(ranges: Ranges): Regex {
  const has = (code: number) => {
    // Asked millions of times: without an iterator.
    for (let index = 0; index < ranges.length; index++) {
      const range = ranges[index];
      if (range && code >= range[0] && code <= range[1]) return true;
    }
    return false;
  };
  return {
    kind: 'one',
    has,
    ranges,
    get sample() {
      const liked = [...'a0 A.-/_x'].find((char) => has(char.charCodeAt(0)));
      return liked ?? String.fromCharCode(ranges[0]?.[0] ?? 0);
    },
  };
}

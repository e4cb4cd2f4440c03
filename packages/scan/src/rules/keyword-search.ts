/** Finds all of some keywords in bytes, ASCII case ignored. */
export interface KeywordSearch {
  /** Calls back for every keyword with the offset just after it, in order of that offset, longer ones first. */
  search(bytes: Uint8Array, found: (keyword: number, end: number) => void): void;
}

/** So few bytes are searched sooner than the automaton is made: a hook sees no more on most commits. */
const fewBytes = 40_000;

/** Keywords are ASCII, not empty and all different; the callback names them by their index. */
export function keywordSearch(keywords: readonly string[]): KeywordSearch {
  const words = keywords.map((keyword) => keyword.toLowerCase());
  let automaton: KeywordSearch | undefined;
  let searched = 0;
  return {
    search(bytes, found) {
      searched += bytes.length;
      if (searched <= fewBytes) searchOneByOne(words, bytes, found);
      else {
        automaton ??= keywordAutomaton(words);
        automaton.search(bytes, found);
      }
    },
  };
}

function searchOneByOne(
  words: readonly string[],
  bytes: Uint8Array,
  found: (keyword: number, end: number) => void,
): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').toLowerCase();
  const ends = words.flatMap((word, keyword) => {
    const places = [];
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
      places.push({ keyword, end: at + word.length });
    return places;
  });
  const lengthOf = (keyword: number) => words[keyword]?.length ?? 0;
  ends.sort((a, b) => a.end - b.end || lengthOf(b.keyword) - lengthOf(a.keyword));
  for (const { keyword, end } of ends) found(keyword, end);
}

/**
 * Aho-Corasick over bytes: one pass, whatever the number of keywords. Compiled to one table of next states, so that
 * the inner loop is a look-up a byte.
 */
export function keywordAutomaton(keywords: readonly string[]): KeywordSearch {
  const words = keywords.map((keyword) => Buffer.from(keyword.toLowerCase(), 'latin1'));
  const { classOf, classes } = classesOf(Buffer.concat(words));
  // Rows of a power of two: a shift is sooner done than a product.
  const shift = 32 - Math.clz32(classes - 1);
  const { next, fallback, ending, output } = tableOf(words, classOf, 1 << shift);
  return {
    search(bytes, found) {
      let state = 0;
      for (let at = 0; at < bytes.length; at++) {
        // All look-ups are in range by construction: a class per byte value, a row per state.
        state = next[(state << shift) | (classOf[bytes[at] as number] as number)] as number;
        for (
          let ended = output[state] as number;
          ended !== 0;
          ended = output[fallback[ended] as number] as number
        )
          found((ending[ended] as number) - 1, at + 1);
      }
    },
  };
}

/** Bytes that no keyword uses share class 0, which keeps the table small enough for the cache. */
function classesOf(used: Uint8Array): { classOf: Uint8Array; classes: number } {
  const classOf = new Uint8Array(256);
  let classes = 1;
  for (const byte of new Set(used)) {
    classOf[byte] = classes;
    if (byte >= 0x61 && byte <= 0x7a) classOf[byte - 0x20] = classes;
    classes++;
  }
  return { classOf, classes };
}

interface Table {
  /** A row of next states, one a class, for each state; 0 is the root. */
  readonly next: Uint16Array | Uint32Array;
  /** The state of the longest end of a state's text that some keyword begins with. */
  readonly fallback: Uint32Array;
  /** The keyword that a state's text is, counted from 1; 0 for none. */
  readonly ending: Uint32Array;
  /** The state itself or the first of its fallbacks that is a keyword; 0 when none is. */
  readonly output: Uint32Array;
}

/**
 * All keywords grow by a byte at a time, so that states are numbered by the length of their text. What an edge led to
 * before it is made is then the new state's fallback, whose row is complete.
 */
function tableOf(words: readonly Uint8Array[], classOf: Uint8Array, classes: number): Table {
  const most = words.reduce((sum, { length }) => sum + length, 1);
  const next = most > 0xffff ? new Uint32Array(most * classes) : new Uint16Array(most * classes);
  const fallback = new Uint32Array(most);
  const ending = new Uint32Array(most);
  const output = new Uint32Array(most);
  const reached = new Uint32Array(words.length);
  const longest = words.reduce((length, word) => Math.max(length, word.length), 0);
  let states = 1;
  for (let length = 0; length < longest; length++) {
    const first = states;
    for (const [index, word] of words.entries()) {
      const byte = word[length];
      if (byte === undefined) continue;
      const edge = (reached[index] ?? 0) * classes + (classOf[byte] ?? 0);
      const before = next[edge] ?? 0;
      if (before < first) {
        fallback[states] = before;
        next[edge] = states++;
      }
      const state = next[edge] ?? 0;
      reached[index] = state;
      if (word.length === length + 1) ending[state] = index + 1;
    }
    for (let state = first; state < states; state++) {
      const row = (fallback[state] ?? 0) * classes;
      next.copyWithin(state * classes, row, row + classes);
      output[state] = ending[state] === 0 ? (output[fallback[state] ?? 0] ?? 0) : state;
    }
  }
  return { next: next.slice(0, states * classes), fallback, ending, output };
}

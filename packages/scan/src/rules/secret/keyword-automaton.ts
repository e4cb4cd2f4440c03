/**
 * Aho-Corasick over bytes: finds all keywords in one pass, ASCII case ignored.
 * Compiled to one table of next states, so that the inner loop is a look-up a byte.
 */
export interface KeywordAutomaton {
  /** Calls back for every keyword with the offset just after it, in order of that offset. */
  search(bytes: Uint8Array, found: (keyword: number, end: number) => void): void;
}

/** Keywords are ASCII and not empty; the callback names them by their index. */
export function keywordAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const words = keywords.map((keyword) => Buffer.from(keyword.toLowerCase(), 'latin1'));
  const { classOf, classes } = classesOf(Buffer.concat(words));
  const { next, states } = trieOf(words, classOf, classes);
  linkFailures(next, states);
  const hasOut = Uint8Array.from(states, ({ out }) => (out.length > 0 ? 1 : 0));
  return {
    search(bytes, found) {
      let state = 0;
      for (let at = 0; at < bytes.length; at++) {
        // Both look-ups are in range by construction: a class per byte value, a row per state.
        state = next[state + (classOf[bytes[at] as number] as number)] as number;
        if (hasOut[state / classes] === 1)
          for (const keyword of states[state / classes]?.out ?? []) found(keyword, at + 1);
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

interface State {
  /** The offset of its row in the table. */
  readonly row: number;
  /** The class that leads to each state below, and that state. */
  readonly edges: { readonly by: number; readonly to: State }[];
  /** The keywords that end here. */
  readonly out: number[];
}

/** In the table, 0 is the root and stands for no edge, too: no edge leads to the root. */
function trieOf(
  words: readonly Uint8Array[],
  classOf: Uint8Array,
  classes: number,
): { next: Int32Array; states: readonly State[] } {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const next = new Int32Array(most * classes);
  const root: State = { row: 0, edges: [], out: [] };
  const states = [root];
  words.forEach((word, index) => {
    let state = root;
    for (const byte of word) {
      const by = classOf[byte] ?? 0;
      let to = states[(next[state.row + by] ?? 0) / classes];
      if (to === undefined || to === root) {
        to = { row: states.length * classes, edges: [], out: [] };
        states.push(to);
        state.edges.push({ by, to });
        next[state.row + by] = to.row;
      }
      state = to;
    }
    state.out.push(index);
  });
  return { next: next.subarray(0, states.length * classes), states };
}

/** Turns the trie into a full automaton in place and hands down the keywords that end in each state. */
function linkFailures(next: Int32Array, states: readonly State[]): void {
  const [root] = states;
  if (!root) return;
  const classes = next.length / states.length;
  const queue = root.edges.map(({ to }) => ({ state: to, fallback: root }));
  for (const { state, fallback } of queue) {
    state.out.push(...fallback.out);
    // Nearer to the root, so its row is complete: whole rows are copied, the few edges put on top.
    next.copyWithin(state.row, fallback.row, fallback.row + classes);
    for (const { by, to } of state.edges) {
      queue.push({ state: to, fallback: states[(next[state.row + by] ?? 0) / classes] ?? root });
      next[state.row + by] = to.row;
    }
  }
}

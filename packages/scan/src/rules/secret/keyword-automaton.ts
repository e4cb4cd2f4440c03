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
  const { classOf, classes } = classesOf(keywords);
  const trie = trieOf(keywords, classOf, classes);
  const { next } = trie;
  const out = linkFailures(next, trie.out, classes);
  const hasOut = Uint8Array.from(out, (list) => (list.length > 0 ? 1 : 0));
  return {
    search(bytes, found) {
      let state = 0;
      for (let at = 0; at < bytes.length; at++) {
        // Both look-ups are in range by construction: a class per byte value, a row per state.
        state = next[state + (classOf[bytes[at] as number] as number)] as number;
        if (hasOut[state / classes] === 1)
          for (const keyword of out[state / classes] ?? []) found(keyword, at + 1);
      }
    },
  };
}

/** Bytes that no keyword uses share class 0, which keeps the table small enough for the cache. */
function classesOf(keywords: readonly string[]): { classOf: Uint8Array; classes: number } {
  const classOf = new Uint8Array(256);
  let classes = 1;
  for (const keyword of keywords) {
    for (const byte of Buffer.from(keyword.toLowerCase(), 'latin1')) {
      if (classOf[byte] !== 0) continue;
      classOf[byte] = classes;
      if (byte >= 0x61 && byte <= 0x7a) classOf[byte - 0x20] = classes;
      classes++;
    }
  }
  return { classOf, classes };
}

/** States are stored as the offset of their row; 0 is the root, -1 no edge. */
function trieOf(keywords: readonly string[], classOf: Uint8Array, classes: number) {
  const most = keywords.reduce((sum, keyword) => sum + keyword.length, 1);
  const next = new Int32Array(most * classes).fill(-1);
  const out: number[][] = [[]];
  keywords.forEach((keyword, index) => {
    let state = 0;
    for (const byte of Buffer.from(keyword.toLowerCase(), 'latin1')) {
      const edge = state + (classOf[byte] ?? 0);
      let target = next[edge] ?? -1;
      if (target === -1) {
        target = out.length * classes;
        next[edge] = target;
        out.push([]);
      }
      state = target;
    }
    out[state / classes]?.push(index);
  });
  return { next: next.subarray(0, out.length * classes), out };
}

/** Turns the trie into a full automaton in place and hands down the keywords that end in each state. */
function linkFailures(next: Int32Array, out: number[][], classes: number): number[][] {
  const failure = new Int32Array(next.length / classes);
  const queue: number[] = [];
  for (let c = 0; c < classes; c++) {
    if (next[c] === -1) next[c] = 0;
    else queue.push(next[c] ?? 0);
  }
  for (const state of queue) {
    const fallback = failure[state / classes] ?? 0;
    for (const keyword of out[fallback / classes] ?? []) out[state / classes]?.push(keyword);
    for (let c = 0; c < classes; c++) {
      const target = next[state + c] ?? -1;
      const over = next[fallback + c] ?? 0;
      if (target === -1) next[state + c] = over;
      else {
        failure[target / classes] = over;
        queue.push(target);
      }
    }
  }
  return out;
}

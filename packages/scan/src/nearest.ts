/**
 * What somebody who wrote `word` probably meant, as the end of a message: `: did you mean "secret"?`, or nothing when
 * none of the names is near.
 */
export function didYouMean(word: string, names: Iterable<string>): string {
  const asked = word.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.floor(asked.length / 2.5)) + 1;
  for (const name of names) {
    const edits = editsBetween(asked, name.toLowerCase(), least);
    if (edits >= least) continue;
    best = name;
    least = edits;
  }
  return best === null ? '' : `: did you mean ${best}?`;
}

/** Insertions, deletions, replacements and swaps of neighbours that make `a` of `b`; at least `limit` when there are more. */
function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, (beforeLast[j - 2] ?? limit) + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit;
}

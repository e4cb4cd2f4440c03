interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** The matches of a global pattern in a text, at most a thousand; leading white space is no part of a place. */
export function* eachMatch(pattern: RegExp, text: string): Generator<Match> {
  let count = 0;
  for (const match of text.matchAll(pattern)) {
    if (++count > 1000) return;
    const lead = /^\s*/.exec(match[0])?.[0].length ?? 0;
    yield { start: match.index + lead, end: match.index + match[0].length, groups: match.slice(1) };
  }
}

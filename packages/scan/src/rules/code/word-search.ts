import type { SourceFile } from '../../engine/file.ts';
import { keywordSearch } from '../keyword-search.ts';
import { neededTexts } from './regex/needed-texts.ts';
import { readRegex } from './regex/syntax.ts';

/** Tells of a file which of the patterns occur in it, by their numbers. */
export type WordSearch = (file: SourceFile) => (pattern: number) => boolean;

/**
 * A search for patterns, given as regular expression source. One pass over the bytes finds the texts without which they
 * cannot match; only those that still can are tried, and each once a file, when it is asked for.
 */
export function wordSearch(patterns: readonly string[]): WordSearch {
  const regexes = patterns.map((pattern) => new RegExp(pattern));
  const needs = patterns.map(textsOf);
  /** The patterns that each keyword gives a chance. */
  const needing = new Map<string, number[]>();
  for (const [pattern, texts] of needs.entries())
    for (const text of texts ?? []) needing.set(text, [...(needing.get(text) ?? []), pattern]);
  const keywords = keywordSearch([...needing.keys()]);
  const chances = [...needing.values()];
  const atFirst = Uint8Array.from(needs, (texts) => (texts ? absent : untried));
  return (file) => {
    const states = atFirst.slice();
    keywords.search(file.bytes, (keyword) => {
      for (const pattern of chances[keyword] ?? []) states[pattern] = untried;
    });
    return (pattern) => {
      if (states[pattern] === untried) states[pattern] = regexes[pattern]?.test(file.text) ? present : absent;
      return states[pattern] === present;
    };
  };
}

const absent = 0;
const untried = 1;
const present = 2;

/** The texts one of which a pattern needs; null when none can be told. */
function textsOf(pattern: string): readonly string[] | null {
  // A pattern that is the text it matches.
  if (/^[\w /-]{2,}$/.test(pattern)) return [pattern.toLowerCase()];
  const regex = readRegex(pattern, '');
  return regex && neededTexts(regex);
}

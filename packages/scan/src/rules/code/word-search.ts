import type { SourceFile } from '../../engine/file.ts';
import { keywordSearch } from '../keyword-search.ts';
import { neededTexts } from './regex/needed-texts.ts';
import { readRegex } from './regex/syntax.ts';

/** Tells of a file which of many patterns occur in it. */
export type WordSearch = (file: SourceFile) => (pattern: string) => boolean;

/**
 * A search for patterns, given as regular expression source. One pass over the bytes finds the texts without which they
 * cannot match; only those that still can are tried, and each once a file, when it is asked for.
 */
export function wordSearch(patterns: readonly string[]): WordSearch {
  const keywords = new Map<string, number>();
  const words = new Map(
    patterns.map((pattern) => [pattern, { regex: new RegExp(pattern), needs: needsOf(pattern, keywords) }]),
  );
  const search = keywordSearch([...keywords.keys()]);
  return (file) => {
    const seen = new Uint8Array(keywords.size);
    search.search(file.bytes, (keyword) => {
      seen[keyword] = 1;
    });
    const known = new Map<string, boolean>();
    return (pattern) => {
      let occurs = known.get(pattern);
      if (occurs === undefined) {
        const word = words.get(pattern);
        if (!word) throw new Error(`expected a pattern given to wordSearch, got ${pattern}`);
        occurs = (word.needs?.some((keyword) => seen[keyword] === 1) ?? true) && word.regex.test(file.text);
        known.set(pattern, occurs);
      }
      return occurs;
    };
  };
}

/** The numbers of the keywords one of which a pattern needs, added where they are new; null when it names none. */
function needsOf(pattern: string, keywords: Map<string, number>): number[] | null {
  const regex = isPlain(pattern) ? null : readRegex(pattern, '');
  const texts = isPlain(pattern) ? [pattern.toLowerCase()] : regex && neededTexts(regex);
  return (
    texts?.map((text) => {
      const number = keywords.get(text) ?? keywords.size;
      keywords.set(text, number);
      return number;
    }) ?? null
  );
}

/** A pattern that is the text it matches. */
const isPlain = (pattern: string): boolean => /^[\w /-]{2,}$/.test(pattern);

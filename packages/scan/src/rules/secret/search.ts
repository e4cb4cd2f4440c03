import { SourceFile } from '../../engine/file.ts';
import { keywordSearch } from '../keyword-search.ts';
import { encodedTexts } from './encoded.ts';
import { entropyOf } from './entropy.ts';
import { isPlaceholder } from './placeholder.ts';
import { isPublishedSample } from './published-samples.ts';
import type { SecretRule } from './secret-rule.ts';

export interface Candidate {
  readonly rule: SecretRule;
  /** As Latin-1: one character a byte. */
  readonly secret: string;
  /** In bytes of the file. */
  readonly start: number;
  /** It stands there in base64: `secret` is what stands there. */
  readonly encoded?: true;
}

/** How far before a keyword a pattern may begin, in bytes; with its reach this bounds the work on any input. */
const before = 160;
const defaultReach = 400;

/**
 * One pass over the file for the keywords of all rules; a rule's pattern is tried only in a
 * window around its keywords. Where hits overlap the rule that stands first in the list has it.
 */
export function secretSearch(rules: readonly SecretRule[]): (file: SourceFile) => Candidate[] {
  const rulesByKeyword = new Map<string, number[]>();
  rules.forEach((rule, index) => {
    for (const keyword of rule.keywords)
      rulesByKeyword.set(keyword, [...(rulesByKeyword.get(keyword) ?? []), index]);
  });
  const keywords = keywordSearch([...rulesByKeyword.keys()]);
  const indexesOf = [...rulesByKeyword.values()];
  const reached = new Float64Array(rules.length);
  const searched = (file: SourceFile, isWanted: (rule: SecretRule) => boolean): Indexed[] => {
    const candidates: Indexed[] = [];
    let latin1: string | undefined;
    reached.fill(-1);
    keywords.search(file.bytes, (keyword, end) => {
      for (const index of indexesOf[keyword] ?? []) {
        const rule = rules[index];
        if (!rule || !isWanted(rule) || (reached[index] ?? 0) >= end) continue;
        latin1 ??= latin1Of(file);
        reached[index] = tryRule(rule, file, latin1, end, (secret, start) =>
          candidates.push({ rule, index, secret, start }),
        );
      }
    });
    return candidates;
  };
  return (file) => {
    const candidates = searched(file, () => true);
    for (const { bytes, start, end } of encodedTexts(file.bytes))
      for (const { rule, index } of searched(new SourceFile(file.path, bytes), isTold))
        candidates.push({
          rule,
          index,
          start,
          secret: file.bytes.toString('latin1', start, end),
          encoded: true,
        });
    return withoutOverlaps(candidates);
  };
}

type Indexed = Candidate & { readonly index: number };

/** By its form alone: what only a name tells is too little of a proof in a text that somebody encoded. */
const isTold = ({ confidence, paths }: SecretRule): boolean => confidence === 'certain' && !paths;

/** A character a byte; of ASCII the text is just that, and others want it, too. */
const latin1Of = ({ text, bytes }: SourceFile): string =>
  text.length === bytes.length ? text : bytes.toString('latin1');

/**
 * Tries a rule on a keyword that ends at `end` and on those that end in the next `reach` bytes, which are thereby done:
 * however many keywords a file repeats, a pattern sees each byte only a few times. Returns the byte up to which
 * keywords are done.
 */
function tryRule(
  rule: SecretRule,
  file: SourceFile,
  latin1: string,
  end: number,
  found: (secret: string, start: number) => void,
): number {
  if (rule.paths && !rule.paths.test(file.path)) return Number.POSITIVE_INFINITY;
  const reach = rule.reach ?? defaultReach;
  const from = Math.max(0, end - before);
  const window = latin1.slice(from, end + 2 * reach);
  rule.pattern.lastIndex = 0;
  for (let match = rule.pattern.exec(window); match !== null; match = rule.pattern.exec(window)) {
    if (match[0] === '') break;
    const secret = match.slice(1).find((group) => group !== undefined) ?? match[0];
    const start = from + match.index + match[0].lastIndexOf(secret);
    if (isSecret(rule, secret, match, file)) found(secret, start);
  }
  return end + reach;
}

const isSecret = (rule: SecretRule, secret: string, match: RegExpExecArray, file: SourceFile): boolean =>
  entropyOf(secret) >= rule.minEntropy &&
  !isPlaceholder(secret) &&
  !isPublishedSample(secret) &&
  (rule.accept === undefined || rule.accept(secret, match, file));

function withoutOverlaps(candidates: readonly Indexed[]): Candidate[] {
  if (candidates.length < 2) return [...candidates];
  const kept: Candidate[] = [];
  for (const one of [...candidates].sort(
    (a, b) => a.index - b.index || a.start - b.start || b.secret.length - a.secret.length,
  )) {
    const overlaps = kept.some(
      (other) => one.start < other.start + other.secret.length && other.start < one.start + one.secret.length,
    );
    if (!overlaps) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}

import type { Family, Found } from '../../engine/family.ts';
import type { SourceFile } from '../../engine/file.ts';
import { entropyOf } from './entropy.ts';
import { type KeywordAutomaton, keywordAutomaton } from './keyword-automaton.ts';
import { githubSecrets } from './kinds/github.ts';
import { redact } from './redact.ts';
import type { SecretRule } from './secret-rule.ts';

const rules: readonly SecretRule[] = [...githubSecrets];

/** How far around a keyword a pattern may look, in bytes: bounds the work on any input. */
const before = 160;
const after = 400;

interface Search {
  automaton: KeywordAutomaton;
  rulesOfKeyword: readonly (readonly SecretRule[])[];
}
let search: Search | undefined;

export const secretFamily: Family = {
  name: 'secret',
  rules,
  checkFile(file, found) {
    search ??= searchFor(rules);
    const { automaton, rulesOfKeyword } = search;
    const reached = new Map<SecretRule, number>();
    automaton.search(file.bytes, (keyword, end) => {
      for (const rule of rulesOfKeyword[keyword] ?? []) {
        if ((reached.get(rule) ?? -1) >= end) continue;
        reached.set(rule, tryRule(rule, file, end, found));
      }
    });
  },
  checkProject() {
    // A secret is a secret whatever stands in the other files.
  },
};

function searchFor(all: readonly SecretRule[]): Search {
  const byKeyword = new Map<string, SecretRule[]>();
  for (const rule of all)
    for (const keyword of rule.keywords) byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), rule]);
  return { automaton: keywordAutomaton([...byKeyword.keys()]), rulesOfKeyword: [...byKeyword.values()] };
}

/** Tries a rule around a keyword; returns the byte up to which it has looked. */
function tryRule(rule: SecretRule, file: SourceFile, end: number, found: Found): number {
  if (rule.paths && !rule.paths.test(file.path)) return Number.POSITIVE_INFINITY;
  const from = Math.max(0, end - before);
  const window = file.bytes.toString('latin1', from, Math.min(file.bytes.length, end + after));
  let reached = end;
  for (const match of window.matchAll(rule.pattern)) {
    const secret = match[1] ?? match[0];
    const start = from + match.index + match[0].indexOf(secret);
    reached = Math.max(reached, from + match.index + match[0].length);
    if (rule.minEntropy !== undefined && entropyOf(secret) < rule.minEntropy) continue;
    if (rule.accept && !rule.accept(secret, file.path)) continue;
    found(rule, file, {
      start: file.offsetOfByte(start),
      end: file.offsetOfByte(start + secret.length),
      message: `${rule.title}: ${redact(secret)}`,
      evidence: redact(secret),
      identity: secret,
    });
  }
  return reached;
}

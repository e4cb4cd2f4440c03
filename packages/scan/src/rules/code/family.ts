import type { Node } from 'oxc-parser';
import type { Family, Found, Skipped } from '../../engine/family.ts';
import { ParseFailure, type SourceFile } from '../../engine/file.ts';
import type { CallLook, CodeRule, Look } from './code-rule.ts';
import { sourceWords } from './flow/sources.ts';
import { lookFor } from './look.ts';
import type { Code, SeenType } from './program/code.ts';
import { codeModel } from './program/code-model.ts';
import { isOfTypesOnly } from './program/javascript.ts';
import { nameOf } from './program/names.ts';
import { type Call, calledName } from './program/node.ts';
import { codeRules, textRules } from './rules.ts';
import { type WordSearch, wordSearch } from './word-search.ts';

type NodeLook = (node: Node, look: Look) => void;

/**
 * All rules in one pass: a file is parsed only where a word of some rule stands in it, its tree is walked once, and
 * each node is shown to those of these rules that asked for its type or the name it calls.
 */
export const codeFamily: Family = {
  name: 'code',
  rules: [...codeRules, ...textRules],
  checkFile(file, found, skipped) {
    for (const rule of textRules) {
      if (!rule.wants.includes(file.type)) continue;
      attempt(rule, file, skipped, () => rule.check(file, (place) => found(rule, file, place)));
    }
    if (isOfTypesOnly(file.path) || /\.(pug|jade)$/.test(file.path)) return;
    const concern = concernOf(file);
    const code = concern.rules.size > 0 ? read(file, skipped) : null;
    if (code) show(code, file, concern, found, skipped);
  },
  checkProject: () => undefined,
};

function read(file: SourceFile, skipped: Skipped): Code | null {
  try {
    const code = file.tree(codeModel);
    if (code?.readUntil) {
      const { line } = file.positionAt(code.readUntil);
      skipped(file, new Error(`syntax error: not read as JavaScript from line ${line} on`));
    }
    return code;
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    // A page whose scripts are another language's templates is no broken file.
    if (file.type === 'javascript' || file.type === 'typescript') skipped(file, error);
    return null;
  }
}

interface Concern {
  /** Those of which a word stands in the file. */
  readonly rules: ReadonlySet<CodeRule>;
  readonly hasSource: boolean;
}

/** The words of all rules, each once, and by their numbers what each rule asks for. */
interface Words {
  readonly search: WordSearch;
  readonly source: readonly number[];
  readonly rules: readonly {
    readonly rule: CodeRule;
    readonly words: readonly number[];
    readonly alone: readonly number[];
  }[];
}

let words: Words | undefined;

function concernOf(file: SourceFile): Concern {
  words ??= wordsOf(codeRules);
  const occurs = words.search(file);
  const hasSource = words.source.some(occurs);
  const rules = new Set<CodeRule>();
  for (const { rule, words: needed, alone } of words.rules)
    if (alone.some(occurs) || ((hasSource || !rule.needsSource) && needed.some(occurs))) rules.add(rule);
  return { rules, hasSource };
}

function wordsOf(all: readonly CodeRule[]): Words {
  const patterns = [
    ...new Set([...sourceWords, ...all.flatMap(({ words, wordsAlone = [] }) => [...words, ...wordsAlone])]),
  ];
  const numbers = new Map(patterns.map((pattern, number) => [pattern, number]));
  const numbersOf = (list: readonly string[] = []) => list.flatMap((pattern) => numbers.get(pattern) ?? []);
  return {
    search: wordSearch(patterns),
    source: numbersOf(sourceWords),
    rules: all.map((rule) => ({
      rule,
      words: numbersOf(rule.words),
      alone: numbersOf(rule.needsSource ? rule.wordsAlone : []),
    })),
  };
}

const nodeLooks = new Map<SeenType, { rule: CodeRule; look: NodeLook }[]>();
const callLooks = new Map<string, { rule: CodeRule; of: ReadonlySet<string>; look: CallLook['look'] }[]>();
for (const rule of codeRules) {
  // `nodes` maps each type to a function of nodes of that type; `show` hands it no other.
  for (const [type, look] of Object.entries(rule.nodes ?? {}))
    add(nodeLooks, type as SeenType, { rule, look: look as NodeLook });
  for (const { of, look } of rule.calls ?? [])
    for (const last of new Set(of.map(lastName))) add(callLooks, last, { rule, of: new Set(of), look });
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function show(code: Code, file: SourceFile, concern: Concern, found: Found, skipped: Skipped): void {
  const looks = looksAt(code, file, concern, found);
  for (const [type, all] of nodeLooks) {
    const asked = all.filter(({ rule }) => concern.rules.has(rule));
    if (asked.length === 0) continue;
    for (const node of code.byType.get(type) ?? [])
      for (const { rule, look } of asked) attempt(rule, file, skipped, look, node, looks(rule));
  }
  for (const type of ['CallExpression', 'NewExpression'] as const)
    for (const call of code.byType.get(type) ?? [])
      if (call.type === 'CallExpression' || call.type === 'NewExpression')
        showCall(code, call, file, concern, skipped, looks);
}

/** One look a rule, made when it is first needed. */
function looksAt(
  code: Code,
  file: SourceFile,
  { hasSource }: Concern,
  found: Found,
): (rule: CodeRule) => Look {
  const seen = new Set<string>();
  const looks = new Map<CodeRule, Look>();
  return (rule) => {
    let look = looks.get(rule);
    if (!look) {
      look = lookFor(rule, code, file, found, seen, hasSource);
      looks.set(rule, look);
    }
    return look;
  };
}

function showCall(
  code: Code,
  call: Call,
  file: SourceFile,
  { rules }: Concern,
  skipped: Skipped,
  looks: (rule: CodeRule) => Look,
): void {
  const called = calledName(call);
  // A method keeps its name through imports; a function may be renamed.
  const isMember = call.callee.type === 'MemberExpression' || call.callee.type === 'ChainExpression';
  const name = called !== null && isMember && !callLooks.has(called) ? null : nameOf(code, call.callee);
  if (name === null) return;
  const last = lastName(name);
  for (const { rule, of, look } of callLooks.get(last) ?? [])
    if (rules.has(rule) && (of.has(name) || (isMember && of.has(`*.${last}`))))
      attempt(rule, file, skipped, look, call, looks(rule), name);
}

function attempt<T extends unknown[]>(
  rule: { readonly id: string },
  file: SourceFile,
  skipped: Skipped,
  work: (...given: T) => void,
  ...given: T
): void {
  try {
    work(...given);
  } catch (error) {
    // One rule that stumbles over one file must not silence the others; the note says what was not checked.
    const why = error instanceof Error ? error.message : String(error);
    skipped(file, new Error(`${rule.id}: ${why}`, { cause: error }));
  }
}

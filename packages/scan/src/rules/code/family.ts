import type { Node } from 'oxc-parser';
import type { Family, Found, Skipped } from '../../engine/family.ts';
import { ParseFailure, type SourceFile } from '../../engine/file.ts';
import { isTestPath } from '../../engine/test-path.ts';
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
      attempt(rule, file, skipped, () =>
        rule.check(file, (place) => {
          const isReview = (place.confidence ?? rule.confidence) === 'review';
          if (!isReview || !isTestPath(file.path)) found(rule, file, place);
        }),
      );
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
  const seen = new Set<string>();
  const looks: Looks = new Map();
  for (const rule of concern.rules)
    looks.set(rule, lookFor(rule, code, file, found, seen, concern.hasSource));
  const stumbled = (rule: CodeRule, error: unknown): void => skipped(file, noteOn(rule, error));
  for (const [type, all] of nodeLooks) {
    const asked = all.filter(({ rule }) => looks.has(rule));
    if (asked.length > 0) showNodes(code.byType.get(type) ?? [], asked, looks, stumbled);
  }
  for (const type of ['CallExpression', 'NewExpression'] as const)
    for (const call of code.byType.get(type) ?? [])
      if (call.type === 'CallExpression' || call.type === 'NewExpression')
        showCall(code, call, looks, stumbled);
}

type Looks = Map<CodeRule, Look>;
/** One rule that stumbles over one place must not silence the others. */
type Stumbled = (rule: CodeRule, error: unknown) => void;

function showNodes(
  nodes: readonly Node[],
  asked: readonly { readonly rule: CodeRule; readonly look: NodeLook }[],
  looks: Looks,
  stumbled: Stumbled,
): void {
  const given = asked.flatMap(({ rule, look }) => {
    const through = looks.get(rule);
    return through ? [{ rule, look, through }] : [];
  });
  for (const node of nodes)
    for (const { rule, look, through } of given)
      try {
        look(node, through);
      } catch (error) {
        stumbled(rule, error);
      }
}

function showCall(code: Code, call: Call, looks: Looks, stumbled: Stumbled): void {
  const called = calledName(call);
  // A method keeps its name through imports; a function may be renamed.
  const isMember = call.callee.type === 'MemberExpression' || call.callee.type === 'ChainExpression';
  if (called !== null && isMember && !callLooks.get(called)?.some(({ rule }) => looks.has(rule))) return;
  const name = nameOf(code, call.callee);
  if (name === null) return;
  const last = lastName(name);
  for (const { rule, of, look } of callLooks.get(last) ?? []) {
    const through = looks.get(rule);
    if (!through || !(of.has(name) || (isMember && of.has(`*.${last}`)))) continue;
    try {
      look(call, through, name);
    } catch (error) {
      stumbled(rule, error);
    }
  }
}

function attempt(rule: { readonly id: string }, file: SourceFile, skipped: Skipped, work: () => void): void {
  try {
    work();
  } catch (error) {
    skipped(file, noteOn(rule, error));
  }
}

/** What was not checked, and why. */
function noteOn(rule: { readonly id: string }, error: unknown): Error {
  const why = error instanceof Error ? error.message : String(error);
  return new Error(`${rule.id}: ${why}`, { cause: error });
}

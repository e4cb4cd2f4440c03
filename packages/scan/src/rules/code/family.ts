import type { Node } from 'oxc-parser';
import type { Family, Found, Skipped } from '../../engine/family.ts';
import { ParseFailure, type SourceFile } from '../../engine/file.ts';
import { alternatives } from './alternatives.ts';
import type { CallLook, CodeRule } from './code-rule.ts';
import { sourceWords } from './flow/sources.ts';
import { lookFor } from './look.ts';
import type { Code, SeenType } from './program/code.ts';
import { codeModel } from './program/code-model.ts';
import { nameOf } from './program/names.ts';
import { calledName } from './program/node.ts';
import { codeRules, textRules } from './rules.ts';

type NodeLook = (node: Node, look: ReturnType<typeof lookFor>) => void;

/**
 * All rules in one pass: a file is parsed only where a word of some rule stands in it, its tree is walked once, and
 * each node is shown to the rules that asked for its type or the name it calls.
 */
export const codeFamily: Family = {
  name: 'code',
  rules: [...codeRules, ...textRules],
  checkFile(file, found, skipped) {
    for (const rule of textRules) {
      if (!rule.wants.includes(file.type)) continue;
      attempt(rule, file, skipped, () => rule.check(file, (place) => found(rule, file, place)));
    }
    // Declarations of types run nothing.
    if (file.type === 'template' || /\.d\.[cm]?ts$/.test(file.path) || !mayHit(file.text)) return;
    const code = read(file, skipped);
    if (code) show(code, file, found, skipped);
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

const anyOf = (words: readonly string[]): RegExp | null =>
  words.length === 0 ? null : new RegExp(alternatives([...new Set(words)]));

const alone = anyOf(codeRules.flatMap((rule) => (rule.needsSource ? (rule.wordsAlone ?? []) : rule.words)));
const withSource = anyOf(codeRules.flatMap((rule) => (rule.needsSource ? rule.words : [])));

const mayHit = (text: string): boolean =>
  (alone?.test(text) ?? false) || (sourceWords.test(text) && (withSource?.test(text) ?? false));

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

function show(code: Code, file: SourceFile, found: Found, skipped: Skipped): void {
  const seen = new Set<string>();
  const hasSource = sourceWords.test(file.text);
  const lookAs = (rule: CodeRule) => lookFor(rule, code, file, found, seen, hasSource);
  for (const [type, looks] of nodeLooks)
    for (const node of code.byType.get(type) ?? [])
      for (const { rule, look } of looks) attempt(rule, file, skipped, () => look(node, lookAs(rule)));
  for (const type of ['CallExpression', 'NewExpression'] as const)
    for (const call of code.byType.get(type) ?? [])
      if (call.type === 'CallExpression' || call.type === 'NewExpression')
        showCall(code, call, (rule, look) => attempt(rule, file, skipped, () => look(lookAs(rule))));
}

function showCall(
  code: Code,
  call: import('./program/node.ts').Call,
  run: (rule: CodeRule, look: (look: ReturnType<typeof lookFor>) => void) => void,
): void {
  const called = calledName(call);
  // A method keeps its name through imports; a function may be renamed.
  const isMember = call.callee.type === 'MemberExpression' || call.callee.type === 'ChainExpression';
  const name = called !== null && isMember && !callLooks.has(called) ? null : nameOf(code, call.callee);
  if (name === null) return;
  const last = lastName(name);
  for (const { rule, of, look } of callLooks.get(last) ?? [])
    if (of.has(name) || (of.has(`*.${last}`) && isMember)) run(rule, (given) => look(call, given, name));
}

function attempt(rule: { readonly id: string }, file: SourceFile, skipped: Skipped, work: () => void): void {
  try {
    work();
  } catch (error) {
    // One rule that stumbles over one file must not silence the others; the note says what was not checked.
    const why = error instanceof Error ? error.message : String(error);
    skipped(file, new Error(`${rule.id}: ${why}`, { cause: error }));
  }
}

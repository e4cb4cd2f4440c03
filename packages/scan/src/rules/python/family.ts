import { severities } from '@bugheist/bug/severity';
import type { Family } from '../../engine/family.ts';
import { familyOf } from '../../engine/family.ts';
import type { SourceFile } from '../../engine/file.ts';
import { confidences, type Place } from '../../engine/rule.ts';
import { asSure } from '../../engine/test-path.ts';
import { followValues } from './flow/flow.ts';
import type { Watcher } from './flow/watcher.ts';
import { flowOf, type Look, type PythonRule } from './python-rule.ts';
import { pythonRules, templateRules } from './rules.ts';
import { loadGrammar, type PyNode, pythonSyntax } from './syntax.ts';

/** What a file that answers requests mentions. Source: the frameworks' own words. */
const requestWords =
  /\brequest\b|\breq\b|\bself\.get_(\w+_)?argument|\bevent\s*,\s*context\b|@\s*\w+\.(route|get|post|put|patch|delete)\b/;
const generalWords = wordsOf(pythonRules.filter(({ ofRequests }) => !ofRequests));
const allWords = wordsOf(pythonRules);
const templates = familyOf('python', templateRules);

/** All rules about Python share one walk over a file, which follows its values. */
export const pythonFamily: Family = {
  name: 'python',
  rules: [...pythonRules, ...templateRules],
  prepareFor: async (types) => {
    if (types.has('python')) await loadGrammar();
  },
  checkFile(file, found, skipped) {
    if (file.type !== 'python') return templates.checkFile(file, found, skipped);
    const mentionsRequests = requestWords.test(file.text);
    const words = mentionsRequests ? allWords : generalWords;
    if (!words.some((search) => search.test(file.text))) return;
    try {
      for (const { rule, place } of placesIn(file, mentionsRequests)) found(rule, file, place);
    } catch (error) {
      skipped(file, error instanceof Error ? error : new Error(String(error)));
    }
  },
  checkProject: () => undefined,
};

/** One search for all rules whose words have the same flags: most files have none of them. */
function wordsOf(rules: readonly PythonRule[]): RegExp[] {
  return [...Map.groupBy(rules, ({ words }) => words.flags)].map(
    ([flags, alike]) => new RegExp(alike.map(({ words }) => words.source).join('|'), flags),
  );
}

interface Found {
  readonly rule: PythonRule;
  readonly place: Place;
}

function placesIn(file: SourceFile, mentionsRequests: boolean): Found[] {
  const tree = file.tree(pythonSyntax);
  const worst = new Map<string, Found>();
  const textOf = (node: PyNode) => file.text.slice(node.start, node.end);
  const looks = pythonRules
    .filter((rule) => (mentionsRequests || !rule.ofRequests) && rule.words.test(file.text))
    .map((rule) => ({ rule, look: lookFor(file, rule, textOf, worst) }));
  followValues(tree, file.text, watcherOf(looks));
  for (const { rule, look } of looks) rule.tree?.(tree, look);
  return [...worst.values()].sort((a, b) => a.place.start - b.place.start);
}

interface Looking {
  readonly rule: PythonRule;
  readonly look: Look;
}

function watcherOf(looks: readonly Looking[]): Watcher {
  const calls = byName(looks, ({ rule }) => rule.calls);
  const references = byName(looks, ({ rule }) => rule.uses);
  return {
    call(call) {
      for (const { act, look } of calls(call.method)) act(call, look);
    },
    reference(name, node) {
      for (const { act, look } of references(name.slice(name.lastIndexOf('.') + 1))) act(name, node, look);
    },
    assigned(target, value, node, inside) {
      for (const { rule, look } of looks) rule.assigned?.(target, value, node, inside, look);
    },
    subscripted(of, indexes, node) {
      for (const { rule, look } of looks) rule.subscripted?.(of, indexes, node, look);
    },
    returned(value, node, inside) {
      for (const { rule, look } of looks) rule.returned?.(value, node, inside, look);
    },
  };
}

function byName<T>(
  looks: readonly Looking[],
  handlersOf: (looking: Looking) => Readonly<Record<string, T>> | undefined,
): (name: string) => readonly { act: T; look: Look }[] {
  const table = new Map<string, { act: T; look: Look }[]>();
  for (const looking of looks)
    for (const [name, act] of Object.entries(handlersOf(looking) ?? {})) {
      const acts = table.get(name) ?? [];
      acts.push({ act, look: looking.look });
      table.set(name, acts);
    }
  const every = table.get('*') ?? [];
  return (name) => {
    const named = table.get(name);
    return named ? [...named, ...every] : every;
  };
}

function lookFor(
  file: SourceFile,
  rule: PythonRule,
  textOf: (node: PyNode) => string,
  worst: Map<string, Found>,
): Look {
  return {
    file,
    textOf,
    report(node, { taint, ...seen }) {
      const flow = taint ? { flow: flowOf(file, taint, node, seen.message) } : {};
      const confidence = asSure(seen.confidence ?? rule.confidence, file.path);
      const found = { rule, place: { start: node.start, end: node.end, ...seen, ...flow, confidence } };
      const key = `${rule.id} ${node.start}`;
      const before = worst.get(key);
      if (!before || badness(found) > badness(before)) worst.set(key, found);
    },
  };
}

const badness = ({ rule, place }: Found): number =>
  confidences.indexOf(place.confidence ?? rule.confidence) * 10 +
  severities.indexOf(place.severity ?? rule.severity);

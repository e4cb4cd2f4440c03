import { fileRule } from '../../../engine/rule.ts';
import { example } from '../../python/python-rule.ts';
import { childOf, type PyNode } from '../../python/syntax.ts';
import { card, locked, spanOf } from './card.ts';
import { type PyScope, pythonScopes, textIn } from './functions.ts';

type TextOf = (node: PyNode) => string;

export const unlockedGlobal = fileRule({
  ...card,
  id: 'race/python-unlocked-global',
  title: 'Shared value changed by several threads without a lock',
  severity: 'medium',
  weakness: ['CWE-362'],
  what: 'A function that is run in threads changes a global, an entry of one, or a field of its object by `+=` or its like, without a lock.',
  why: 'The change is a read and a write; two threads in between lose one.',
  fix: 'Hold a `threading.Lock` around it, or give each thread its own result and add them up at the end.',
  bad: [
    example(
      'import threading',
      'count = 0',
      'def work():',
      '    global count',
      '    count += 1',
      'threading.Thread(target=work).start()',
    ),
    example(
      'from concurrent.futures import ThreadPoolExecutor',
      'counts = {}',
      'def work(word):',
      '    counts[word] += 1',
      'with ThreadPoolExecutor() as pool:',
      '    pool.map(work, words)',
    ),
    example(
      'import threading',
      'class Meter:',
      '    def start(self):',
      '        for _ in range(4):',
      '            threading.Thread(target=self.work).start()',
      '    def work(self):',
      '        self.count = self.count + 1',
    ),
  ],
  good: [
    example(
      'import threading',
      'count = 0',
      'lock = threading.Lock()',
      'def work():',
      '    global count',
      '    with lock:',
      '        count += 1',
      'threading.Thread(target=work).start()',
    ),
    example('count = 0', 'def work():', '    global count', '    count += 1', 'work()'),
    example(
      'import threading',
      'def work(words):',
      '    counts = {}',
      '    for word in words:',
      '        counts[word] += 1',
      'threading.Thread(target=work).start()',
    ),
  ],
  check(file, report) {
    if (!/\b(Thread|ThreadPoolExecutor|ThreadPool)\b/.test(file.text)) return;
    const textOf = textIn(file);
    const threaded = new Set(
      Array.from(
        file.text.matchAll(
          /\btarget\s*=\s*(?:self\.)?(\w+)|\.(?:submit|map|apply_async)\(\s*(?:self\.)?(\w+)/g,
        ),
        ([, target, submitted]) => target ?? submitted,
      ),
    );
    const scopes = file.tree(pythonScopes);
    const ofModule = new Set(
      scopes.filter(({ node }) => !node.parent).flatMap((scope) => [...assignedIn(scope, textOf)]),
    );
    for (const scope of scopes) {
      const name = childOf(scope.node, 'name');
      if (!name || !threaded.has(textOf(name)) || locked.test(textOf(scope.node))) continue;
      for (const change of scope.nodes) {
        const target = recomputed(change, textOf);
        if (target !== null && isShared(target, scope, ofModule, textOf))
          report({ ...spanOf(change), message: `\`${target}\` is changed by several threads at once` });
      }
    }
  },
});

/** The target of `n += 1` or `n = n + 1`; null for anything else. */
function recomputed(node: PyNode, textOf: TextOf): string | null {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return null;
  if (node.type === 'augmented_assignment') return textOf(left);
  const first =
    node.type === 'assignment' && right.type === 'binary_operator' ? childOf(right, 'left') : null;
  return first && textOf(first) === textOf(left) ? textOf(left) : null;
}

/** A name declared `global`, an entry of something of the module, or a field of `self`. */
function isShared(target: string, scope: PyScope, ofModule: ReadonlySet<string>, textOf: TextOf): boolean {
  if (/^self\.\w+$/.test(target)) return true;
  const root = /^\w+/.exec(target)?.[0] ?? '';
  const isDeclared = scope.nodes.some(
    ({ type, children }) => type === 'global_statement' && children.some((name) => textOf(name) === root),
  );
  if (isDeclared || !target.includes('[')) return isDeclared && target === root;
  return ofModule.has(root) && !assignedIn(scope, textOf).has(root);
}

const assignedIn = ({ nodes }: PyScope, textOf: TextOf): ReadonlySet<string> =>
  new Set(
    nodes.flatMap((node) => {
      const left = node.type === 'assignment' ? childOf(node, 'left') : null;
      return left?.type === 'identifier' ? [textOf(left)] : [];
    }),
  );

import { fileRule } from '../../../engine/rule.ts';
import { example } from '../../python/python-rule.ts';
import { childOf, type PyNode } from '../../python/syntax.ts';
import { card, locked, spanOf } from './card.ts';
import { pythonScopes, textIn } from './functions.ts';

export const lostUpdateAcrossAwait = fileRule({
  ...card,
  id: 'race/python-lost-update-across-await',
  title: 'Shared value read before an await and written after it',
  severity: 'medium',
  weakness: ['CWE-362'],
  kind: 'functionality',
  what: '`self.total += await …`, or the same of a global: the old value is read, the coroutine waits, and the sum is written back.',
  why: 'Whatever others added while it waited is overwritten.',
  fix: 'Await first, into a variable of its own, then add; or hold an `asyncio.Lock`.',
  bad: [
    example('class Cart:', '    async def add(self, id):', '        self.total += await price(id)'),
    example('total = 0', 'async def add(id):', '    global total', '    total = total + await price(id)'),
  ],
  good: [
    example(
      'class Cart:',
      '    async def add(self, id):',
      '        added = await price(id)',
      '        self.total += added',
    ),
    example(
      'class Cart:',
      '    async def add(self, id):',
      '        async with self.lock:',
      '            self.total += await price(id)',
    ),
    example(
      'async def sum_of(ids):',
      '    total = 0',
      '    for id in ids:',
      '        total += await price(id)',
      '    return total',
    ),
  ],
  references: ['https://docs.python.org/3/reference/simple_stmts.html#augmented-assignment-statements'],
  check(file, report) {
    if (!/=[^=\n]*\bawait\b/.test(file.text)) return;
    const textOf = textIn(file);
    for (const { node, nodes } of file.tree(pythonScopes)) {
      if (!node.parent || locked.test(textOf(node))) continue;
      const globals = new Set(
        nodes
          .filter(({ type }) => /^(global|nonlocal)_statement$/.test(type))
          .flatMap(({ children }) => children.map(textOf)),
      );
      for (const change of nodes) {
        const left = childOf(change, 'left');
        const target = left && readsBeforeAwait(change, textOf) ? textOf(left) : '';
        if (/^self\.\w/.test(target) || globals.has(target))
          report({
            ...spanOf(change),
            message: `\`${target}\` is read before the wait and written after it`,
          });
      }
    }
  },
});

/** `n += await …`, `n = n + await …`. */
function readsBeforeAwait(node: PyNode, textOf: (node: PyNode) => string): boolean {
  const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
  if (!left || !right) return false;
  if (node.type === 'augmented_assignment') return isAwaited(right);
  if (node.type !== 'assignment' || right.type !== 'binary_operator') return false;
  const [first, second] = [childOf(right, 'left'), childOf(right, 'right')];
  return first !== null && second !== null && textOf(first) === textOf(left) && isAwaited(second);
}

const isAwaited = ({ type, children }: PyNode): boolean =>
  type === 'await' || (type === 'parenthesized_expression' && children[0]?.type === 'await');

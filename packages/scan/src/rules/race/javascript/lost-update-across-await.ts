import type { AssignmentExpression, Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import { fileRule } from '../../../engine/rule.ts';
import { bindingAt, type Code } from '../../code/program/code.ts';
import { codeModel } from '../../code/program/code-model.ts';
import { isWithin } from '../../code/program/node.ts';
import {
  card,
  type Declaration,
  declarationsIn,
  example,
  functionOf,
  guarded,
  isRecomputed,
  quote,
  textOf,
} from './nodes.ts';

export const lostUpdate = fileRule({
  ...card,
  id: 'race/lost-update-across-await',
  title: 'Shared value read before an await and written after it',
  severity: 'medium',
  weakness: ['CWE-362'],
  kind: 'functionality',
  what: '`shared += await …`, or a copy of a shared value that is changed and written back after an `await`.',
  why: 'Whatever others added while the function waited is overwritten.',
  fix: 'Await first, into a constant of its own, then read, add and write without a wait in between.',
  aliases: ['require-atomic-updates'],
  bad: [
    example('let total = 0;', 'async function add(id) {', '  total += await price(id);', '}'),
    example(
      'class Cart {',
      '  async add(id) {',
      '    this.total = this.total + (await price(id));',
      '  }',
      '}',
    ),
    example(
      'let served = 0;',
      'async function serve(request) {',
      '  const before = served;',
      '  await answer(request);',
      '  served = before + 1;',
      '}',
    ),
  ],
  good: [
    example(
      'let total = 0;',
      'async function add(id) {',
      '  const added = await price(id);',
      '  total += added;',
      '}',
    ),
    example(
      'async function sum(ids) {',
      '  let total = 0;',
      '  for (const id of ids) total += await price(id);',
      '  return total;',
      '}',
    ),
    example(
      'let served = 0;',
      'async function serve(request) {',
      '  await answer(request);',
      '  const before = served;',
      '  served = before + 1;',
      '}',
    ),
  ],
  references: ['https://eslint.org/docs/latest/rules/require-atomic-updates'],
  check(file, report) {
    if (!mayUpdate(file.text)) return;
    const code = file.tree(codeModel);
    if (!code) return;
    const copies = copiesIn(file, code);
    for (const node of code.byType.get('AssignmentExpression') ?? []) {
      if (node.type !== 'AssignmentExpression') continue;
      const isLost = readsBeforeAwait(file, node) || writesOldCopy(file, code, node, copies);
      if (!isLost || !isShared(code, node.left)) continue;
      report({
        start: node.start,
        end: node.end,
        message: `${quote(file, node.left)} is read before the wait and written after it`,
      });
    }
  },
});

/** Most functions wait, and few of them write what they read before: only those are worth a tree. */
const mayUpdate = (text: string): boolean =>
  text.includes('await') &&
  (/[-+*/]=\s*\(?\s*await\b|=[^=\n]*[-+*/]\s*\(?\s*await\b/.test(text) || writesWhatItCopied(text));

/** `copy = shared;` and, somewhere, `shared = …`. */
function writesWhatItCopied(text: string): boolean {
  const copied = new Set<string>();
  for (const [, value = ''] of text.matchAll(/[\w$]\s*=\s*([\w$.[\]'"]{1,100})\s*[;,\n]/g)) copied.add(value);
  for (const [, target = ''] of text.matchAll(/(?<![\w$.[\]'"])([\w$.[\]'"]{1,100})\s*=(?![=>])/g))
    if (copied.has(target)) return true;
  return false;
}

/** `const copy = shared` by the text of what is copied. */
function copiesIn(file: SourceFile, code: Code): ReadonlyMap<string, readonly Declaration[]> {
  const copies = declarationsIn(code).filter(({ init }) => /^(Identifier|MemberExpression)$/.test(init.type));
  return Map.groupBy(copies, ({ init }) => textOf(file, init));
}

function readsBeforeAwait(file: SourceFile, { operator, left, right }: AssignmentExpression): boolean {
  if (/^[-+*/]=$/.test(operator)) return right.type === 'AwaitExpression';
  if (operator !== '=' || right.type !== 'BinaryExpression') return false;
  return textOf(file, right.left) === textOf(file, left) && right.right.type === 'AwaitExpression';
}

/** `const copy = shared; await …; shared = copy + 1`. */
function writesOldCopy(
  file: SourceFile,
  code: Code,
  { operator, left, right, start }: AssignmentExpression,
  copies: ReadonlyMap<string, readonly Declaration[]>,
): boolean {
  const around = operator === '=' ? functionOf(left) : null;
  if (!around) return false;
  return (copies.get(textOf(file, left)) ?? []).some(
    ({ name, node }) =>
      node.end < start &&
      functionOf(node) === around &&
      isRecomputed(textOf(file, right), name) &&
      !guarded.test(textOf(file, around)) &&
      (code.byType.get('AwaitExpression') ?? []).some(
        (wait) => wait.start > node.end && wait.start < start && functionOf(wait) === around,
      ),
  );
}

/** Others can change it meanwhile: a field, or a variable from outside the function. */
function isShared(code: Code, target: Node): boolean {
  let root = target;
  while (root.type === 'MemberExpression') root = root.object;
  if (root.type === 'ThisExpression') return true;
  if (root.type !== 'Identifier') return false;
  const around = functionOf(target);
  const binding = bindingAt(code, root.name, target);
  if (!binding || !around) return false;
  // The first is the declaration; later ones are writes.
  const [declaration] = binding.definitions;
  return declaration !== undefined && !isWithin(declaration.at, around);
}

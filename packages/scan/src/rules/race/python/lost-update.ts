import { fileRule } from '../../../engine/rule.ts';
import { example } from '../../python/python-rule.ts';
import { childOf, type PyNode } from '../../python/syntax.ts';
import { step } from '../step.ts';
import { card, locked, spanOf } from './card.ts';
import { type PyScope, pythonScopes, textIn } from './functions.ts';

const loading =
  /(\.objects\.get|\.objects\.first|\.query\.(get|first|one|filter_by|filter)|session\.(get|query)|\.get_or_404|get_object_or_404|\.find_one)\b/;

export const lostUpdate = fileRule({
  ...card,
  id: 'race/python-lost-update',
  title: 'Record read, changed and saved without a lock',
  severity: 'medium',
  weakness: ['CWE-362'],
  what: 'A record is loaded, one of its numbers is computed anew from itself, and the whole is saved, without a lock.',
  why: 'Two requests at once read the same number, and one of the changes is lost: money spent twice, stock sold twice.',
  fix: 'Let the database count (`update(balance=F("balance") - amount)`), or load with `select_for_update()` in a transaction.',
  bad: [
    example(
      'def pay(id, amount):',
      '    account = Account.objects.get(pk=id)',
      '    account.balance -= amount',
      '    account.save()',
    ),
  ],
  good: [
    example(
      'def pay(id, amount):',
      '    Account.objects.filter(pk=id).update(balance=F("balance") - amount)',
    ),
    example(
      'def pay(id, amount):',
      '    account = Account.objects.select_for_update().get(pk=id)',
      '    account.balance -= amount',
      '    account.save()',
    ),
    example(
      'def rename(id, name):',
      '    account = Account.objects.get(pk=id)',
      '    account.name = name',
      '    account.save()',
    ),
  ],
  references: [
    'https://docs.djangoproject.com/en/stable/ref/models/expressions/#avoiding-race-conditions-using-f',
  ],
  check(file, report) {
    if (!loading.test(file.text) || !/\.save\(|commit\(/.test(file.text)) return;
    const textOf = textIn(file);
    for (const scope of file.tree(pythonScopes)) {
      if (locked.test(textOf(scope.node)) && scope.node.parent) continue;
      for (const { record, load } of recordsIn(scope, textOf)) {
        const change = scope.nodes.find((node) => node.start > load.end && recomputes(node, record, textOf));
        const save =
          change && scope.calls.find(({ name, node }) => node.start > change.end && saves(name, record));
        if (!save) continue;
        report({
          ...spanOf(change),
          message: `\`${record}\` may have changed since it was loaded`,
          flow: [
            step(file, load, 'loaded here'),
            step(file, change, 'computed anew'),
            step(file, save.node, 'saved here'),
          ],
        });
      }
    }
  },
});

function recordsIn(scope: PyScope, textOf: (node: PyNode) => string): { record: string; load: PyNode }[] {
  return scope.nodes.flatMap((node) => {
    const left = node.type === 'assignment' ? childOf(node, 'left') : null;
    const right = node.type === 'assignment' ? childOf(node, 'right') : null;
    if (left?.type !== 'identifier' || !right || !loading.test(textOf(right))) return [];
    return [{ record: textOf(left), load: node }];
  });
}

/** `record.n -= x`, `record.n = record.n - x`. */
function recomputes(node: PyNode, record: string, textOf: (node: PyNode) => string): boolean {
  const left = childOf(node, 'left');
  if (!left || !textOf(left).startsWith(`${record}.`)) return false;
  if (node.type === 'augmented_assignment') return /[-+*/]=/.test(textOf(node));
  const right = node.type === 'assignment' ? childOf(node, 'right') : null;
  if (right?.type !== 'binary_operator') return false;
  const own = textOf(left).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[^\\w.])${own}(?![\\w.])`).test(textOf(right));
}

const saves = (name: string, record: string): boolean =>
  name === `${record}.save` || /(^|\.)session\.commit$|^commit$/.test(name);

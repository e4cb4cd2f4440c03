import { fileRule } from '../../../engine/rule.ts';
import { example } from '../../python/python-rule.ts';
import { step } from '../step.ts';
import { card, locked, spanOf } from './card.ts';
import { pythonScopes, textIn } from './functions.ts';

export const checkThenSpend = fileRule({
  ...card,
  id: 'race/python-check-then-spend',
  title: 'Enough is left, so it is taken: checked and taken apart',
  severity: 'medium',
  weakness: ['CWE-367', 'CWE-362'],
  what: 'A number of a record is compared, and then the database subtracts from it (`F("n") - x`) without the comparison in its filter.',
  why: 'Ten requests at once all see enough, and all ten take it.',
  fix: 'Put the comparison into the filter (`filter(pk=id, balance__gte=amount).update(…)`), and look how many rows it changed.',
  bad: [
    example(
      'def pay(id, amount):',
      '    account = Account.objects.get(pk=id)',
      '    if account.balance < amount:',
      '        raise ValueError("too little")',
      '    Account.objects.filter(pk=id).update(balance=F("balance") - amount)',
    ),
  ],
  good: [
    example(
      'def pay(id, amount):',
      '    account = Account.objects.get(pk=id)',
      '    if account.balance < amount:',
      '        raise ValueError("too little")',
      '    Account.objects.filter(pk=id, balance__gte=amount).update(balance=F("balance") - amount)',
    ),
    example(
      'def pay(id, amount):',
      '    account = Account.objects.select_for_update().get(pk=id)',
      '    if account.balance < amount:',
      '        raise ValueError("too little")',
      '    Account.objects.filter(pk=id).update(balance=F("balance") - amount)',
    ),
  ],
  references: [
    'https://docs.djangoproject.com/en/stable/ref/models/expressions/#avoiding-race-conditions-using-f',
  ],
  check(file, report) {
    if (!/\bF\(/.test(file.text)) return;
    const textOf = textIn(file);
    for (const { node, nodes, calls } of file.tree(pythonScopes)) {
      if (!node.parent || locked.test(textOf(node))) continue;
      for (const check of nodes) {
        const field =
          check.type === 'comparison_operator'
            ? /\b\w+\.(\w+)\s*[<>]|[<>]=?\s*\w+\.(\w+)$/.exec(textOf(check))
            : null;
        const name = field?.[1] ?? field?.[2];
        if (name === undefined) continue;
        const spend = calls.find(
          (call) =>
            call.node.start > check.end &&
            call.name.endsWith('.update') &&
            !call.name.includes(`${name}__`) &&
            call.arguments.some((given) => takes(textOf(given), name)),
        );
        if (spend)
          report({
            ...spanOf(spend.node),
            message: `\`${name}\` may be less by now than when it was checked`,
            flow: [step(file, check, 'checked here'), step(file, spend.node, 'taken here')],
          });
      }
    }
  },
});

/** `balance=F("balance") - amount`. */
const takes = (argument: string, field: string): boolean =>
  new RegExp(`^${field}\\s*=\\s*(models\\.)?F\\(["']${field}["']\\)\\s*-`).test(argument);

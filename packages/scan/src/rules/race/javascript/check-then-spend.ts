import type { Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import { fileRule } from '../../../engine/rule.ts';
import type { Code } from '../../code/program/code.ts';
import { codeModel } from '../../code/program/code-model.ts';
import { isWithin } from '../../code/program/node.ts';
import { step } from '../step.ts';
import { callsIn, card, escaped, example, functionOf, textOf } from './nodes.ts';
import { loadedRecords } from './records.ts';

/** Something that keeps others out while it is held. Counting in the database does not: the check came before. */
const locked =
  /\b(transaction|withTransaction|\$transaction|[Ll]ock|[Mm]utex|[Ss]emaphore|runExclusive|version|FOR UPDATE)\b/;

export const checkThenSpend = fileRule({
  ...card,
  id: 'race/check-then-spend',
  title: 'Enough is left, so it is taken: checked and taken apart',
  severity: 'medium',
  weakness: ['CWE-367', 'CWE-362'],
  what: 'A number of a record is compared, and then the database is told to subtract from it without the comparison in the same statement.',
  why: 'Ten requests at once all see enough, and all ten take it.',
  fix: 'Put the comparison into the statement that subtracts (`updateOne({ _id, balance: { $gte: amount } }, …)`), and look whether it changed a row.',
  bad: [
    example(
      'async function pay(id, amount) {',
      '  const account = await Account.findById(id);',
      '  if (account.balance < amount) throw new Error("too little");',
      '  await Account.updateOne({ _id: id }, { $inc: { balance: -amount } });',
      '}',
    ),
    example(
      'async function redeem(id) {',
      '  const coupon = await db.coupon.findUnique({ where: { id } });',
      '  if (coupon.uses > 0) {',
      '    await db.coupon.update({ where: { id }, data: { uses: { decrement: 1 } } });',
      '  }',
      '}',
    ),
    example(
      'async function order(user, price) {',
      '  const wallet = await Wallet.findOne({ where: { user } });',
      '  if (wallet.balance >= price) await Wallet.decrement({ balance: price }, { where: { user } });',
      '}',
    ),
  ],
  good: [
    example(
      'async function pay(id, amount) {',
      '  const account = await Account.findById(id);',
      '  if (account.balance < amount) throw new Error("too little");',
      '  await Account.updateOne({ _id: id, balance: { $gte: amount } }, { $inc: { balance: -amount } });',
      '}',
    ),
    example(
      'async function read(id) {',
      '  const page = await Page.findById(id);',
      '  if (page.level > 3) throw new Error("closed");',
      '  await Page.updateOne({ _id: id }, { $inc: { views: 1 } });',
      '}',
    ),
  ],
  check(file, report) {
    if (!/\$inc\b|\bdecrement\b/.test(file.text) || !/\bfind(One|ById|ByPk|Unique|First)/.test(file.text))
      return;
    const code = file.tree(codeModel);
    if (!code) return;
    for (const { record, load } of loadedRecords(file, code)) {
      const around = functionOf(load);
      if (!around || locked.test(textOf(file, around))) continue;
      for (const { field, check } of comparisons(file, code, record, around)) {
        const spend = callsIn(code).find(
          (call) => call.start > check.end && isWithin(call, around) && takes(file, call, field),
        );
        if (!spend) continue;
        report({
          start: spend.start,
          end: spend.end,
          message: `\`${record}.${field}\` may be less by now than when it was checked`,
          flow: [
            step(file, load, 'loaded here'),
            step(file, check, 'checked here'),
            step(file, spend, 'taken here'),
          ],
        });
      }
    }
  },
});

function comparisons(
  file: SourceFile,
  code: Code,
  record: string,
  around: Node,
): { readonly field: string; readonly check: Node }[] {
  const ofRecord = new RegExp(`^${escaped(record)}\\.(\\w+)$`);
  return (code.byType.get('BinaryExpression') ?? []).flatMap((node) => {
    if (node.type !== 'BinaryExpression' || !/^[<>]=?$/.test(node.operator) || !isWithin(node, around))
      return [];
    const field = (ofRecord.exec(textOf(file, node.left)) ?? ofRecord.exec(textOf(file, node.right)))?.[1];
    return field === undefined ? [] : [{ field, check: node }];
  });
}

/** `$inc: { field: -n }`, `field: { decrement: n }`, `decrement({ field: n })`, and the field stands nowhere else. */
function takes(
  file: SourceFile,
  call: { readonly callee: Node; readonly arguments: readonly Node[] },
  field: string,
): boolean {
  const callee = textOf(file, call.callee);
  const given = call.arguments.map((one) => textOf(file, one)).join(', ');
  // Sequelize: of the record, or of the model with a condition.
  if (callee.endsWith('.decrement'))
    return (given.match(new RegExp(`\\b${field}\\b`, 'g')) ?? []).length === 1;
  if (!/\.(update\w*|findByIdAndUpdate|findOneAndUpdate)$/.test(callee)) return false;
  const isTaken = new RegExp(
    `\\$inc["']?\\s*:\\s*\\{[^{}]{0,200}\\b${field}["']?\\s*:\\s*-|\\b${field}\\s*:\\s*\\{\\s*decrement\\b`,
  ).test(given);
  return isTaken && (given.match(new RegExp(`\\b${field}\\b["']?\\s*:`, 'g')) ?? []).length === 1;
}

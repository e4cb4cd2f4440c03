import type { CallExpression, Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import { fileRule } from '../../../engine/rule.ts';
import type { Code } from '../../code/program/code.ts';
import { codeModel } from '../../code/program/code-model.ts';
import { isWithin } from '../../code/program/node.ts';
import { step } from '../step.ts';
import {
  callsIn,
  card,
  declarationsIn,
  escaped,
  example,
  functionOf,
  guarded,
  isChanged,
  textOf,
} from './nodes.ts';
import { loadedRecords } from './records.ts';

export const lostRecordUpdate = fileRule({
  ...card,
  id: 'race/lost-record-update',
  title: 'Record read, changed and saved without a lock',
  severity: 'medium',
  weakness: ['CWE-362'],
  what: 'A record is loaded, one of its numbers is computed anew from itself, and it is saved, without a transaction or lock.',
  why: 'Two requests at once read the same number, and one of the changes is lost: money spent twice, stock sold twice.',
  fix: 'Let the database count (`$inc`, `increment`, `set balance = balance - $1 where balance >= $1`), or lock the row in a transaction.',
  bad: [
    example(
      'async function pay(id, amount) {',
      '  const account = await Account.findById(id);',
      '  account.balance -= amount;',
      '  await account.save();',
      '}',
    ),
    example(
      'async function like(id, name) {',
      '  const review = await reviews.findOne({ _id: id });',
      '  const likedBy = review.likedBy;',
      '  likedBy.push(name);',
      '  await reviews.updateOne({ _id: id }, { $set: { likedBy } });',
      '}',
    ),
    example(
      'async function sell(id) {',
      '  const item = await db.item.findUnique({ where: { id } });',
      '  await db.item.update({ where: { id }, data: { stock: item.stock - 1 } });',
      '}',
    ),
  ],
  good: [
    example(
      'async function pay(id, amount) {',
      '  await Account.updateOne({ _id: id }, { $inc: { balance: -amount } });',
      '}',
    ),
    example(
      'async function rename(id, name) {',
      '  const account = await Account.findById(id);',
      '  account.name = name;',
      '  await account.save();',
      '}',
    ),
  ],
  check(file, report) {
    if (
      !/\.(save|set|update|updateOne|updateMany|find(ById|One)AndUpdate)\b/.test(file.text) ||
      !/\bfind(One|ById|ByPk|Unique|First)/.test(file.text)
    )
      return;
    const code = file.tree(codeModel);
    if (!code) return;
    for (const { record, load } of loadedRecords(file, code)) {
      const around = functionOf(load);
      if (!around || guarded.test(textOf(file, around))) continue;
      const change = recomputation(file, code, record, load, around);
      if (!change) continue;
      report({
        start: change.start,
        end: change.end,
        message: `\`${record}\` may have changed since it was loaded`,
        flow: [step(file, load, 'loaded here'), step(file, change, 'computed anew from what was loaded')],
      });
    }
  },
});

/** `record.n -= x` or `record.n++` and a later save, or an update that sets `n: record.n - x`. */
function recomputation(file: SourceFile, code: Code, record: string, load: Node, around: Node): Node | null {
  const later = (node: Node) => node.start > load.end && isWithin(node, around);
  const name = escaped(record);
  for (const call of callsIn(code)) {
    if (!later(call)) continue;
    const callee = textOf(file, call.callee);
    if (writesOldCopy(file, code, call, record, load)) return call;
    if (/\.(update|updateOne|findByIdAndUpdate|updateMany|set)$/.test(callee))
      for (const given of call.arguments)
        if (new RegExp(`\\b(\\w+)\\s*:\\s*${name}\\.\\1\\s*[-+*/]`).test(textOf(file, given))) return call;
    const isSaved =
      callee === `${record}.save` ||
      (/\.save$/.test(callee) && call.arguments[0] && textOf(file, call.arguments[0]) === record);
    const change = isSaved
      ? changeOf(file, code, record, (node) => later(node) && node.start < call.start)
      : null;
    if (change) return change;
  }
  return null;
}

/**
 * `const tags = record.tags; tags.push(t); … update(…, { $set: { tags } })`, or
 * `const left = record.stock - 1; … update({ stock: left })`.
 */
function writesOldCopy(
  file: SourceFile,
  code: Code,
  call: CallExpression,
  record: string,
  load: Node,
): boolean {
  if (!/\.(update|updateOne|findByIdAndUpdate|findOneAndUpdate|set)$/.test(textOf(file, call.callee)))
    return false;
  const given = call.arguments.map((one) => textOf(file, one)).join(', ');
  const ofRecord = new RegExp(`^${escaped(record)}\\.(\\w+)(\\s*[-+*/][^=]|$)`);
  return declarationsIn(code).some(({ name, init, node }) => {
    const [, field, operator] = ofRecord.exec(textOf(file, init)) ?? [];
    if (field === undefined || node.start < load.end || node.end > call.start) return false;
    const copy = escaped(name);
    const isWritten = new RegExp(
      `\\b${field}\\s*:\\s*${copy}(?![\\w$.(])${name === field ? `|[{,]\\s*${copy}\\s*[,}]` : ''}`,
    ).test(given);
    return isWritten && (operator !== '' || isChanged(file.text.slice(node.end, call.start), name));
  });
}

function changeOf(
  file: SourceFile,
  code: Code,
  record: string,
  isBetween: (node: Node) => boolean,
): Node | null {
  const ofRecord = new RegExp(`^${escaped(record)}\\.[\\w.]+$`);
  const changes = [
    ...(code.byType.get('AssignmentExpression') ?? []),
    ...(code.byType.get('UpdateExpression') ?? []),
  ];
  for (const node of changes) {
    if (!isBetween(node)) continue;
    if (node.type === 'UpdateExpression' && ofRecord.test(textOf(file, node.argument))) return node;
    if (node.type !== 'AssignmentExpression' || !ofRecord.test(textOf(file, node.left))) continue;
    const isOfItself =
      node.operator === '=' &&
      node.right.type === 'BinaryExpression' &&
      textOf(file, node.right.left) === textOf(file, node.left);
    if (/^[-+*/]=$/.test(node.operator) || isOfItself) return node;
  }
  return null;
}

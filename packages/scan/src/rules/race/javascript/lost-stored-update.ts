import type { Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import { fileRule } from '../../../engine/rule.ts';
import type { Code } from '../../code/program/code.ts';
import { codeModel } from '../../code/program/code-model.ts';
import { argumentOf, isWithin } from '../../code/program/node.ts';
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
  isRecomputed,
  isSame,
  quote,
  textOf,
} from './nodes.ts';

const stores = /(^|[._])\w*(redis|client|kv|cache|store|storage|memcached|keyv|level|db)(\(\))?$/i;

export const lostStoredUpdate = fileRule({
  ...card,
  id: 'race/lost-stored-update',
  title: 'Stored value read, changed and written back',
  severity: 'medium',
  weakness: ['CWE-362'],
  what: 'A value of a key-value store is read, computed anew from itself, and written under the same key.',
  why: 'Two requests at once read the same value, and one of the changes is lost: a limit of five tries becomes five hundred.',
  fix: 'Let the store do it in one step: `incr`, `hincrby`, `rpush`, a script, or `watch` with `multi`.',
  bad: [
    example(
      'async function count(key) {',
      '  const tries = Number(await redis.get(key));',
      '  await redis.set(key, tries + 1);',
      '}',
    ),
    example(
      'async function add(id, item) {',
      '  const cart = JSON.parse(await kv.get(id));',
      '  cart.items.push(item);',
      '  await kv.set(id, JSON.stringify(cart));',
      '}',
    ),
  ],
  good: [
    example('async function count(key) {', '  return redis.incr(key);', '}'),
    example(
      'async function load(key) {',
      '  let page = await cache.get(key);',
      '  if (!page) {',
      '    page = await render(key);',
      '    await cache.set(key, page);',
      '  }',
      '  return page;',
      '}',
    ),
  ],
  references: ['https://redis.io/docs/latest/develop/interact/transactions/'],
  check(file, report) {
    if (
      !/\.(set|setItem|setex|put|hset)\(/.test(file.text) ||
      !/\bawait\s[^;]{1,200}?\.h?get/.test(file.text)
    )
      return;
    const code = file.tree(codeModel);
    if (!code) return;
    const calls = callsIn(code);
    const reads = calls.filter((call) => isRead(file, call));
    if (reads.length === 0) return;
    for (const { name, init, node } of declarationsIn(code)) {
      const read = reads.find((call) => isWithin(call, init));
      const around = read && functionOf(node);
      if (!around || guarded.test(textOf(file, around))) continue;
      const write = calls.find(
        (call) =>
          call.start > node.end && isWithin(call, around) && isWriteBack(file, code, call, read, name),
      );
      if (!write || isReplaced(file, code, name, node, write)) continue;
      report({
        start: write.start,
        end: write.end,
        message: `${quote(file, write.arguments[0] ?? write)} may hold something else by now than what was read`,
        flow: [step(file, read, 'read here'), step(file, write, 'written back here')],
      });
    }
  },
});

type Call = ReturnType<typeof callsIn>[number];

function isRead(file: SourceFile, call: Call): boolean {
  const [, store = '', method] = /^(.*)\.(\w+)$/s.exec(textOf(file, call.callee)) ?? [];
  return (
    /^(get|getItem|hget)$/.test(method ?? '') && stores.test(store) && call.parent?.type === 'AwaitExpression'
  );
}

function isWriteBack(file: SourceFile, code: Code, call: Call, read: Call, name: string): boolean {
  const [, store, method = ''] = /^(.*)\.(\w+)$/s.exec(textOf(file, call.callee)) ?? [];
  if (!/^(set|setItem|setex|put|hset)$/.test(method)) return false;
  if (!textOf(file, read.callee).startsWith(`${store}.`)) return false;
  const [key, before] = [argumentOf(call, 0), argumentOf(read, 0)];
  if (!key || !before || !isSame(file, code, key, before)) return false;
  const written = call.arguments
    .slice(1)
    .map((one) => textOf(file, one))
    .join(', ');
  if (isRecomputed(written, name)) return true;
  const isWritten = new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`).test(written);
  return isWritten && isChanged(file.text.slice(read.end, call.start), name);
}

/** Something quite new was put into the variable: a value made because there was none. */
const isReplaced = (file: SourceFile, code: Code, name: string, from: Node, to: Node): boolean =>
  (code.byType.get('AssignmentExpression') ?? []).some(
    (node) =>
      node.type === 'AssignmentExpression' &&
      node.operator === '=' &&
      node.start > from.end &&
      node.end < to.start &&
      textOf(file, node.left) === name &&
      !isRecomputed(textOf(file, node.right), name),
  );

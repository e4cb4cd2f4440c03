import type { AssignmentExpression, CallExpression, Node, VariableDeclarator } from 'oxc-parser';
import type { SourceFile } from '../../engine/file.ts';
import { type FileRule, fileRule } from '../../engine/rule.ts';
import { bindingAt, type Code } from '../code/program/code.ts';
import { codeModel } from '../code/program/code-model.ts';
import { nameOf } from '../code/program/names.ts';
import { argumentOf, enclosing, isFunction, isWithin, unwrapped } from '../code/program/node.ts';
import { step } from './step.ts';

const example = (...lines: readonly string[]) => ({ 'server.js': `${lines.join('\n')}\n` });
const card = {
  confidence: 'review',
  kind: 'security',
  wants: ['javascript', 'typescript', 'vue', 'svelte'],
} as const;

const checking =
  /^(fs|fs\/promises|fs\.promises|fs-extra|graceful-fs)\.(promises\.)?(exists|access|l?stat)(Sync)?$/;
/** What harms when the path has become a link meanwhile. Making folders and removing only fail. */
const changing =
  /^(fs|fs\/promises|fs\.promises|fs-extra|graceful-fs)\.(promises\.)?(writeFile|appendFile|open|createWriteStream|chmod|chown|rename|copyFile|truncate)(Sync)?$/;

const checkThenUse = fileRule({
  ...card,
  id: 'race/check-then-use',
  title: 'File checked first and changed later',
  severity: 'medium',
  weakness: ['CWE-367'],
  what: '`fs.exists`, `fs.access` or `fs.stat` looks at a path, and the code behind it writes, opens or copies over it.',
  why: 'Between the two somebody else puts a link or another file there, and the program writes where they chose.',
  fix: 'Do it and handle the error: `fs.writeFile(path, text, { flag: "wx" })`, or open once and use the descriptor.',
  aliases: ['js/file-system-race'],
  bad: [
    example(
      'const fs = require("fs");',
      'if (!fs.existsSync(path)) {',
      '  fs.writeFileSync(path, text);',
      '}',
    ),
    example(
      'import { access, open } from "node:fs";',
      'access(path, (error) => {',
      '  open(path, "w", done);',
      '});',
    ),
  ],
  good: [
    example('const fs = require("fs");', 'fs.writeFileSync(path, text, { flag: "wx" });'),
    example('const fs = require("fs");', 'if (fs.existsSync(path)) fs.readFileSync(path);'),
    example('const fs = require("fs");', 'if (!fs.existsSync(path)) fs.writeFileSync(other, text);'),
  ],
  references: ['https://nodejs.org/api/fs.html#fsaccesspath-mode-callback'],
  check(file, report) {
    if (
      !/\b(exists|access|l?stat)(Sync)?\b/.test(file.text) ||
      !/\bfs\b|fs-extra|graceful-fs/.test(file.text)
    )
      return;
    const code = file.tree(codeModel);
    if (!code) return;
    const calls = callsIn(code).map((call) => ({ call, name: nameOf(code, call.callee) ?? '' }));
    const changes = calls.filter(({ call, name }) => changing.test(name) && writes(file, call, name));
    for (const { call: check } of calls.filter(({ name }) => checking.test(name))) {
      const path = argumentOf(check, 0);
      const change = path && changes.find(({ call }) => comesAfter(file, code, call, check, path))?.call;
      if (!change) continue;
      report({
        start: change.start,
        end: change.end,
        message: `${quote(file, path)} may be another file than the one that was checked`,
        flow: [step(file, check, 'checked here'), step(file, change, 'changed here')],
      });
    }
  },
});

/** Opened for reading, it is whatever it is; with `wx`, `writeFile` makes the file itself. */
function writes(file: SourceFile, call: CallExpression, name: string): boolean {
  const text = textOf(file, call);
  if (/\bopen(Sync)?$/.test(name) && !/["'`](w|a|r\+)/.test(text)) return false;
  return !/\bflags?\s*:\s*["'`][wa]\+?x/.test(text);
}

/** Behind the check, in its function or what that calls back, and about the same path. */
function comesAfter(
  file: SourceFile,
  code: Code,
  call: CallExpression,
  check: CallExpression,
  path: Node,
): boolean {
  const target = argumentOf(call, 0);
  if (call.start <= check.start || !target || !isSame(file, code, target, path)) return false;
  const around = functionOf(check);
  return around === null || isWithin(call, around);
}

const lostUpdate = fileRule({
  ...card,
  id: 'race/lost-update-across-await',
  title: 'Shared value read before an await and written after it',
  severity: 'medium',
  weakness: ['CWE-362'],
  kind: 'functionality',
  what: '`shared += await …`: the old value is read, the function waits, and the sum is written back.',
  why: 'Whatever others added while it waited is overwritten.',
  fix: 'Await first, into a constant of its own, then add.',
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
  ],
  references: ['https://eslint.org/docs/latest/rules/require-atomic-updates'],
  check(file, report) {
    if (!/[-+*/]=\s*\(?\s*await\b|=[^=\n]*[-+*/]\s*\(?\s*await\b/.test(file.text)) return;
    const code = file.tree(codeModel);
    if (!code) return;
    for (const node of code.byType.get('AssignmentExpression') ?? []) {
      if (node.type !== 'AssignmentExpression' || !readsBeforeAwait(file, node) || !isShared(code, node.left))
        continue;
      report({
        start: node.start,
        end: node.end,
        message: `${quote(file, node.left)} is read before the wait and written after it`,
      });
    }
  },
});

function readsBeforeAwait(file: SourceFile, { operator, left, right }: AssignmentExpression): boolean {
  if (/^[-+*/]=$/.test(operator)) return right.type === 'AwaitExpression';
  if (operator !== '=' || right.type !== 'BinaryExpression') return false;
  return textOf(file, right.left) === textOf(file, left) && right.right.type === 'AwaitExpression';
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

const loading =
  /\.(findOne|findById|findByPk|findUnique|findFirst|findOneBy|findOneOrFail|findOneByOrFail|findUniqueOrThrow)$/;
/** Something that keeps others out, or notices them. */
const guarded =
  /\b(transaction|withTransaction|\$transaction|lock|Lock|mutex|Mutex|semaphore|version|optimistic\w*|FOR UPDATE|forUpdate|\$inc|increment)\b/;

const lostRecordUpdate = fileRule({
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
    if (!/\bfind(One|ById|ByPk|Unique|First)/.test(file.text)) return;
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

function loadedRecords(file: SourceFile, code: Code): { record: string; load: VariableDeclarator }[] {
  return (code.byType.get('VariableDeclarator') ?? []).flatMap((node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return [];
    if (node.init.type !== 'AwaitExpression') return [];
    const call = unwrapped(node.init);
    if (call.type !== 'CallExpression' || !loading.test(textOf(file, call.callee))) return [];
    return [{ record: node.id.name, load: node }];
  });
}

/** `record.n -= x` and a later `record.save()`, or an update that sets `n: record.n - x`. */
function recomputation(file: SourceFile, code: Code, record: string, load: Node, around: Node): Node | null {
  const later = (node: Node) => node.start > load.end && isWithin(node, around);
  const ofRecord = new RegExp(`^${escaped(record)}\\.[\\w.]+$`);
  for (const call of callsIn(code)) {
    if (!later(call)) continue;
    if (/\.(update|updateOne|findByIdAndUpdate|updateMany|set)$/.test(textOf(file, call.callee)))
      for (const given of call.arguments)
        if (new RegExp(`\\b(\\w+)\\s*:\\s*${escaped(record)}\\.\\1\\s*[-+*/]`).test(textOf(file, given)))
          return call;
    if (textOf(file, call.callee) !== `${record}.save`) continue;
    const change = (code.byType.get('AssignmentExpression') ?? []).find(
      (node) =>
        node.type === 'AssignmentExpression' &&
        later(node) &&
        node.start < call.start &&
        ofRecord.test(textOf(file, node.left)) &&
        (/^[-+*/]=$/.test(node.operator) ||
          (node.operator === '=' &&
            node.right.type === 'BinaryExpression' &&
            textOf(file, node.right.left) === textOf(file, node.left))),
    );
    if (change) return change;
  }
  return null;
}

const checkThenCreate = fileRule({
  ...card,
  id: 'race/check-then-create',
  title: 'Record looked for first and created later',
  severity: 'low',
  weakness: ['CWE-362'],
  what: 'A record is created because a query before found none, without a transaction, an upsert or a look at the error.',
  why: 'Two requests at once both find none, and there are two.',
  fix: 'Put a unique constraint on the columns and use an upsert, or handle the error of the constraint.',
  bad: [
    example(
      'async function join(name) {',
      '  const known = await User.findOne({ name });',
      '  if (known) throw new Error("taken");',
      '  await User.create({ name });',
      '}',
    ),
  ],
  good: [
    example(
      'async function join(name) {',
      '  await User.findOneAndUpdate({ name }, { name }, { upsert: true });',
      '}',
    ),
    example(
      'async function join(name) {',
      '  const known = await User.findOne({ name });',
      '  await Visit.create({ name });',
      '}',
    ),
  ],
  check(file, report) {
    if (!/\bfind(One|Unique|First)\b/.test(file.text) || !/\.create\(/.test(file.text)) return;
    const code = file.tree(codeModel);
    if (!code) return;
    for (const { record, load } of loadedRecords(file, code)) {
      const around = functionOf(load);
      if (
        !around ||
        guarded.test(textOf(file, around)) ||
        /\b(11000|P2002|unique|upsert|catch)\b/i.test(textOf(file, around))
      )
        continue;
      if (!new RegExp(`\\bif\\s*\\(\\s*!?\\s*${escaped(record)}(?![\\w$])\\s*\\)`).test(textOf(file, around)))
        continue;
      const model = modelOf(file, load);
      const create = callsIn(code).find(
        (call) =>
          call.start > load.end && isWithin(call, around) && textOf(file, call.callee) === `${model}.create`,
      );
      if (!create) continue;
      report({
        start: create.start,
        end: create.end,
        message: `Another \`${model}\` may have been created since it was looked for`,
        flow: [step(file, load, 'looked for here'), step(file, create, 'created here')],
      });
    }
  },
});

/** `User` of `const known = await User.findOne(…)`. */
const modelOf = (file: SourceFile, { init }: VariableDeclarator): string =>
  /^await\s+([\w.$]+)\.\w+\s*\(/.exec(init ? textOf(file, init) : '')?.[1] ?? '';

export const javascriptRaceRules: readonly FileRule[] = [
  checkThenUse,
  lostUpdate,
  lostRecordUpdate,
  checkThenCreate,
];

/** A name as part of a regular expression: `$` is the one character of names that means something there. */
const escaped = (name: string): string => name.replaceAll('$', () => '\\$');
const textOf = (file: SourceFile, { start, end }: Node): string => file.text.slice(start, end);
const functionOf = (node: Node): Node | null => enclosing(node, isFunction);

function callsIn(code: Code): CallExpression[] {
  return (code.byType.get('CallExpression') ?? []).filter(
    (node): node is CallExpression => node.type === 'CallExpression',
  );
}

function isSame(file: SourceFile, code: Code, a: Node, b: Node): boolean {
  if (textOf(file, a) !== textOf(file, b) || /\(/.test(textOf(file, a))) return false;
  return a.type !== 'Identifier' || bindingAt(code, a.name, a) === bindingAt(code, a.name, b);
}

const quote = (file: SourceFile, node: Node): string =>
  `\`${textOf(file, node).replace(/\s+/g, ' ').slice(0, 60)}\``;

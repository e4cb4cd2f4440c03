import type { Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import { fileRule } from '../../../engine/rule.ts';
import type { Code } from '../../code/program/code.ts';
import { codeModel } from '../../code/program/code-model.ts';
import { isWithin, unwrapped } from '../../code/program/node.ts';
import { step } from '../step.ts';
import { callsIn, card, escaped, example, functionOf, guarded, textOf } from './nodes.ts';
import { loadedRecords, modelLoadedBy } from './records.ts';

/** The database refuses the second one, and the code knows. */
const refused =
  /\b(11000|P2002|23505|ER_DUP_ENTRY|UniqueConstraint\w*|unique|upsert|onConflict|ON CONFLICT|[Dd]uplicate\w*|findOrCreate)\b/;

export const checkThenCreate = fileRule({
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
    example(
      'async function join(name) {',
      '  if (await User.findOne({ name })) throw new Error("taken");',
      '  const user = new User({ name });',
      '  await user.save();',
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
    example(
      'async function join(name) {',
      '  if (await User.findOne({ name })) throw new Error("taken");',
      '  try {',
      '    await User.create({ name });',
      '  } catch (error) {',
      '    if (error.code === 11000) throw new Error("taken");',
      '    throw error;',
      '  }',
      '}',
    ),
  ],
  check(file, report) {
    if (!/\.(create|save|insert)\(/.test(file.text) || !/\bfind(One|Unique|First)/.test(file.text)) return;
    const code = file.tree(codeModel);
    if (!code) return;
    for (const { look, model } of looks(file, code)) {
      const around = functionOf(look);
      if (!around || guarded.test(textOf(file, around)) || refused.test(textOf(file, around))) continue;
      const create = creationOf(file, code, model, look, around);
      if (!create) continue;
      report({
        start: create.start,
        end: create.end,
        message: `Another \`${model}\` may have been created since it was looked for`,
        flow: [step(file, look, 'looked for here'), step(file, create, 'created here')],
      });
    }
  },
});

interface LookFor {
  readonly look: Node;
  readonly model: string;
}

/** Where a condition asks whether there is one: by a variable, or by the query itself. */
function looks(file: SourceFile, code: Code): LookFor[] {
  const conditions = (code.byType.get('IfStatement') ?? []).flatMap((node) =>
    node.type === 'IfStatement' ? [node.test] : [],
  );
  const kept = loadedRecords(file, code).flatMap(({ record, load, model }): LookFor[] => {
    const asks = new RegExp(`^!?\\s*${escaped(record)}(\\s*[!=]==?\\s*(null|undefined))?$`);
    const around = functionOf(load);
    const isAsked = conditions.some(
      (test) => test.start > load.end && functionOf(test) === around && asks.test(textOf(file, test)),
    );
    return isAsked ? [{ look: load, model }] : [];
  });
  const direct = conditions.flatMap((test): LookFor[] => {
    const query = test.type === 'UnaryExpression' ? test.argument : test;
    const inner = query.type === 'ParenthesizedExpression' ? query.expression : query;
    const model = inner.type === 'AwaitExpression' ? modelLoadedBy(file, unwrapped(inner)) : null;
    return model === null ? [] : [{ look: test, model }];
  });
  return [...kept, ...direct];
}

/** `Model.create(…)`, or `save()` of a `new Model(…)`. */
function creationOf(file: SourceFile, code: Code, model: string, look: Node, around: Node): Node | null {
  const isNew = new RegExp(`\\bnew\\s+${escaped(model).replaceAll('.', '\\.')}\\s*\\(`);
  for (const call of callsIn(code)) {
    if (call.start <= look.end || !isWithin(call, around)) continue;
    const callee = textOf(file, call.callee);
    if (callee === `${model}.create` || callee === `${model}.insert`) return call;
    if (callee.endsWith('.save') && isNew.test(file.text.slice(look.end, call.end))) return call;
  }
  return null;
}

import type { Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import type { Code } from '../../code/program/code.ts';
import { unwrapped } from '../../code/program/node.ts';
import { declarationsIn, textOf } from './nodes.ts';

const loading =
  /\.(findOne|findById|findByPk|findUnique|findFirst|findOneBy|findOneOrFail|findOneByOrFail|findUniqueOrThrow|findFirstOrThrow)$/;

/** A record of a database and where it was loaded: `const user = await User.findOne(…)`. */
export interface LoadedRecord {
  readonly record: string;
  readonly load: Node;
  /** `User` or `db.user`. */
  readonly model: string;
}

export function loadedRecords(file: SourceFile, code: Code): LoadedRecord[] {
  return declarationsIn(code).flatMap(({ name, init, node }) => {
    if (init.type !== 'AwaitExpression') return [];
    const model = modelLoadedBy(file, init);
    return model === null ? [] : [{ record: name, load: node, model }];
  });
}

/** `User` of `await User.findOne(…)`, also with `.lean()` or `.exec()` behind it; null for what is no plain name. */
export function modelLoadedBy(file: SourceFile, expression: Node): string | null {
  let call = unwrapped(expression);
  for (let steps = 0; steps < 6 && call.type === 'CallExpression'; steps++) {
    const { callee } = call;
    if (callee.type !== 'MemberExpression') return null;
    if (loading.test(textOf(file, callee))) {
      const model = textOf(file, callee.object);
      return /^[\w.$]+$/.test(model) ? model : null;
    }
    call = unwrapped(callee.object);
  }
  return null;
}

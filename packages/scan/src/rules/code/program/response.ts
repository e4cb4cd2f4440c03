import type { Decorator } from 'oxc-parser';
import type { Code } from './code.ts';
import { constantString } from './constant.ts';

/** Is a full name a method of the answer to a request: `res.send`, `reply.redirect`, `ctx.res.end`? */
export const isResponseMethod = (name: string): boolean =>
  /(^|[.$])(_?res|response|reply|resp|rsp|h)\.\w+$|(Response|Reply|ServerResponse)\(\)\.\w+$|^\$?(res|response|reply)\.\w+\(.*\)\.\w+$/.test(
    name,
  );

/** Name and value that Nest's `@Header('name', 'value')` sets; empty for another decorator. */
export function headerOf(code: Code, { expression }: Decorator): readonly string[] {
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') return [];
  if (expression.callee.name !== 'Header') return [];
  return expression.arguments.map((arg) => constantString(code, arg) ?? '');
}

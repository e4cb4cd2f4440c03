import type { CallExpression, Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import { bindingAt, type Code } from '../../code/program/code.ts';
import { enclosing, isFunction } from '../../code/program/node.ts';

export const example = (...lines: readonly string[]) => ({ 'server.js': `${lines.join('\n')}\n` });

/** What all rules about races in JavaScript share: none can be sure. */
export const card = {
  confidence: 'review',
  kind: 'security',
  wants: ['javascript', 'typescript', 'vue', 'svelte'],
} as const;

/** Something that keeps others out while it is held, or notices them. */
export const guarded =
  /\b(transaction|withTransaction|\$transaction|[Ll]ock|[Mm]utex|[Ss]emaphore|runExclusive|version|optimistic\w*|FOR UPDATE|forUpdate|watch|multi)\b/;

/** Whether an expression computes something new from a variable: `n + 1`, `[...list, x]`. */
export const isRecomputed = (expression: string, variable: string): boolean =>
  new RegExp(
    `(?<![\\w$.])${escaped(variable)}(?![\\w$])\\s*[-+*/]|[-+*/]\\s*${escaped(variable)}(?![\\w$.])|\\.\\.\\.\\s*${escaped(variable)}(?![\\w$])|(?<![\\w$.])${escaped(variable)}\\.(concat|filter|map)\\(`,
  ).test(expression);

/** Whether what a variable holds is changed in a piece of code: `cart.items.push(item)`, `n += 1`, `cart.total = …`. */
export const isChanged = (between: string, name: string): boolean =>
  new RegExp(
    `(?<![\\w$.])${escaped(name)}((\\.[\\w$]+|\\[[^\\]\\n]{0,80}\\]){0,4}\\s*([-+*/]=|\\+\\+|--)|(\\.[\\w$]+|\\[[^\\]\\n]{0,80}\\]){1,4}\\s*=(?!=)|(\\.[\\w$]+){0,4}\\.(push|unshift|splice|add|delete)\\()`,
  ).test(between);

/** A name as part of a regular expression: `$` is the one character of names that means something there. */
export const escaped = (name: string): string => name.replaceAll('$', () => '\\$');
export const textOf = (file: SourceFile, { start, end }: Node): string => file.text.slice(start, end);
export const functionOf = (node: Node): Node | null => enclosing(node, isFunction);

export function callsIn(code: Code): CallExpression[] {
  return (code.byType.get('CallExpression') ?? []).filter(
    (node): node is CallExpression => node.type === 'CallExpression',
  );
}

export interface Declaration {
  readonly name: string;
  readonly init: Node;
  readonly node: Node;
}

/** `const name = init` and its like, without patterns. */
export const declarationsIn = (code: Code): Declaration[] =>
  (code.byType.get('VariableDeclarator') ?? []).flatMap((node) =>
    node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init
      ? [{ name: node.id.name, init: node.init, node }]
      : [],
  );

/** Whether two expressions mean the same path or key, as far as the text says. */
export function isSame(file: SourceFile, code: Code, a: Node, b: Node): boolean {
  const text = textOf(file, a);
  // A call may give something else each time; joining the same parts does not.
  if (text !== textOf(file, b) || /\((?<!\b(?:join|resolve)\()/.test(text)) return false;
  return a.type !== 'Identifier' || bindingAt(code, a.name, a) === bindingAt(code, a.name, b);
}

export const quote = (file: SourceFile, node: Node): string =>
  `\`${textOf(file, node).replace(/\s+/g, ' ').slice(0, 60)}\``;

import type { Node } from 'oxc-parser';
import { type AnyFunction, isFunction } from '../program/node.ts';

/** What a function may return, at most twenty expressions: an arrow's body, or the arguments of its `return`s. */
export function returnsOf(fn: AnyFunction): readonly Node[] {
  let known = returns.get(fn);
  if (!known) {
    known = findReturns(fn);
    returns.set(fn, known);
  }
  return known;
}

const returns = new WeakMap<AnyFunction, readonly Node[]>();

function findReturns(fn: AnyFunction): Node[] {
  if (!fn.body) return [];
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const found: Node[] = [];
  const stack: Node[] = [...fn.body.body].reverse();
  for (let node = stack.pop(); node && found.length < 20; node = stack.pop()) {
    if (node.type === 'ReturnStatement') {
      if (node.argument) found.push(node.argument);
      continue;
    }
    for (const child of statementsIn(node)) if (child && !isFunction(child)) stack.push(child);
  }
  return found;
}

/** The statements directly inside a statement. */
function statementsIn(node: Node): readonly (Node | null | undefined)[] {
  switch (node.type) {
    case 'BlockStatement':
      return [...node.body].reverse();
    case 'IfStatement':
      return [node.alternate, node.consequent];
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
      return [node.body];
    case 'TryStatement':
      return [node.finalizer, node.handler?.body, node.block];
    case 'SwitchStatement':
      return node.cases.flatMap(({ consequent }) => consequent).reverse();
    default:
      return [];
  }
}

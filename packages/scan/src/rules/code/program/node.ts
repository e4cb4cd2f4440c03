import type {
  ArrowFunctionExpression,
  CallExpression,
  Class,
  Expression,
  Function as FunctionNode,
  MemberExpression,
  NewExpression,
  Node,
  ObjectExpression,
  ObjectProperty,
} from 'oxc-parser';

export type AnyFunction = FunctionNode | ArrowFunctionExpression;
export type Call = CallExpression | NewExpression;

export const isFunction = (node: Node): node is AnyFunction =>
  node.type === 'ArrowFunctionExpression' ||
  node.type === 'FunctionExpression' ||
  node.type === 'FunctionDeclaration';

export const isClass = (node: Node): node is Class =>
  node.type === 'ClassDeclaration' || node.type === 'ClassExpression';

/** The name of a member that does not depend on the run: `a.b`, `a['b']`, `a[0]`; null for `a[i]`. */
export function memberName({ property, computed }: MemberExpression): string | null {
  if (!computed) return property.name;
  return property.type === 'Literal' &&
    (typeof property.value === 'string' || typeof property.value === 'number')
    ? String(property.value)
    : null;
}

/** The name of a property of an object literal, a pattern or a class; null when it is computed. */
export function keyName(property: { readonly key: Node; readonly computed: boolean }): string | null {
  const { key, computed } = property;
  if (key.type === 'Literal') return String(key.value);
  if (computed) return null;
  return key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : null;
}

/** The same value without what only types or promises add: `await (x as T)!` is `x`. */
export function unwrapped(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSNonNullExpression':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        inner = inner.expression;
        break;
      case 'AwaitExpression':
        inner = inner.argument;
        break;
      case 'SequenceExpression': {
        const last = inner.expressions.at(-1);
        if (!last) return inner;
        inner = last;
        break;
      }
      default:
        return inner;
    }
  }
}

/** The argument at a position, when none before it is spread; null otherwise. */
export function argumentOf(call: Call, index: number): Expression | null {
  const args = call.arguments;
  for (let at = 0; at < index; at++) if (args[at]?.type === 'SpreadElement') return null;
  const arg = args[index];
  return arg === undefined || arg.type === 'SpreadElement' ? null : arg;
}

/** The property of an object literal, the last one of that name. */
export function propertyOf(object: ObjectExpression, name: string): ObjectProperty | null {
  const found = object.properties.findLast(
    (property) => property.type === 'Property' && keyName(property) === name,
  );
  return found?.type === 'Property' ? found : null;
}

/** The last name of what is called: `b` of `a.b()`, `f` of `f()`; null when it has none. */
export function calledName(call: Call): string | null {
  const callee = unwrapped(call.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberName(callee) : null;
}

/** The nearest enclosing node for which the test holds. */
export function enclosing<T extends Node>(node: Node, test: (node: Node) => node is T): T | null {
  for (let at = node.parent; at; at = at.parent) if (test(at)) return at;
  return null;
}

/** Is the inner node within the outer one? */
export const isWithin = (inner: Node, outer: Node): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

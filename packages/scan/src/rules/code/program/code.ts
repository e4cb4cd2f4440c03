import type { Class, Node, Program } from 'oxc-parser';
import type { AnyFunction, Call } from './node.ts';

/** Names read one after the other to reach a part of a value: `['query', 'id']`. `*` is any one. */
export type Path = readonly string[];

/** One way a name gets its value. */
export type Definition = { readonly at: Node } & (
  | { readonly how: 'value'; readonly value: Node; readonly path: Path }
  /** Each element of a collection, `for (… of …)`. */
  | { readonly how: 'element'; readonly value: Node; readonly path: Path }
  /** Each key of an object, `for (… in …)`. */
  | { readonly how: 'key'; readonly value: Node }
  | { readonly how: 'parameter'; readonly fn: AnyFunction; readonly index: number; readonly path: Path }
  /** A null name: the module as a whole, or its default. */
  | { readonly how: 'import'; readonly module: string; readonly name: string | null }
  | { readonly how: 'declared'; readonly value: AnyFunction | Class }
  | { readonly how: 'unknown' }
);

export interface Binding {
  readonly name: string;
  readonly definitions: Definition[];
  /** `x.name = value`; a null name: `x[computed] = value`, `x.push(value)`. */
  readonly memberWrites: { readonly name: string | null; readonly value: Node; readonly at: Node }[];
}

/** Node types that rules may ask for. */
export const seenTypes = [
  'CallExpression',
  'NewExpression',
  'AssignmentExpression',
  'JSXAttribute',
  'JSXOpeningElement',
  'Property',
  'TemplateLiteral',
  'BinaryExpression',
  'ImportExpression',
  'ForInStatement',
  'Literal',
  'VariableDeclarator',
  'MemberExpression',
  'Decorator',
  'AwaitExpression',
  'IfStatement',
  'UpdateExpression',
] as const satisfies readonly Node['type'][];
export type SeenType = (typeof seenTypes)[number];

/** A program with its names resolved: what rules and the data flow look things up in. Every node knows its parent. */
export interface Code {
  readonly program: Program;
  readonly readUntil: number | null;
  readonly byType: ReadonlyMap<Node['type'], Node[]>;
  /** Calls by the last name of what they call. */
  readonly callsByName: ReadonlyMap<string, Call[]>;
  /** Where a name is passed as an argument. */
  readonly passedByName: ReadonlyMap<string, { readonly call: Call; readonly index: number }[]>;
  /** Modules that are imported or required, `node:` taken off. */
  readonly modules: ReadonlySet<string>;
  /** Writes to `this.name`. */
  readonly thisWrites: ReadonlyMap<string, { readonly value: Node; readonly at: Node }[]>;
  /** Names declared in a node that makes a scope. */
  readonly scopes: ReadonlyMap<Node, ReadonlyMap<string, Binding>>;
}

/** The binding a name refers to at a place; null: a global. */
export function bindingAt({ scopes }: Pick<Code, 'scopes'>, name: string, place: Node): Binding | null {
  for (let at: Node | null | undefined = place; at; at = at.parent) {
    const found = scopes.get(at)?.get(name);
    if (found) return found;
  }
  return null;
}

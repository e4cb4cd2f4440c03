import type { Class, Node } from 'oxc-parser';
import { bindingAt, type Code } from './code.ts';
import { type AnyFunction, type Call, isFunction, keyName, memberName, unwrapped } from './node.ts';

/** The calls a function is an argument of. */
export function usesOf(code: Code, fn: AnyFunction): { readonly call: Call; readonly index: number }[] {
  const { parent } = fn;
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
    const index = parent.arguments.indexOf(fn);
    return index < 0 ? [] : [{ call: parent, index }];
  }
  const name = functionName(fn);
  if (name === null) return [];
  return (code.passedByName.get(name) ?? []).slice(0, 20).filter(({ call, index }) => {
    const arg = call.arguments[index];
    return arg !== undefined && arg.type !== 'SpreadElement' && functionOf(code, arg) === fn;
  });
}

/** The name a function is called by in its file: its own, its variable's, its property's. */
export function functionName(fn: AnyFunction): string | null {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : null;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return keyName(parent);
    case 'AssignmentExpression':
      if (parent.left.type === 'Identifier') return parent.left.name;
      return parent.left.type === 'MemberExpression' ? memberName(parent.left) : null;
    default:
      return null;
  }
}

/** The function of this file that an expression is; null when it is none, or one of several. */
export function functionOf(code: Code, node: Node): AnyFunction | null {
  const value = unwrapped(node);
  if (isFunction(value)) return value;
  if (value.type === 'Identifier') {
    const definitions = bindingAt(code, value.name, value)?.definitions ?? [];
    const valued = definitions.filter(({ how }) => how === 'declared' || how === 'value');
    const [only] = valued;
    if (valued.length !== 1 || definitions.length > 2) return null;
    if (only?.how === 'declared') return isFunction(only.value) ? only.value : null;
    if (only?.how !== 'value' || only.path.length > 0) return null;
    const assigned = unwrapped(only.value);
    return isFunction(assigned) ? assigned : null;
  }
  if (value.type !== 'MemberExpression') return null;
  const member = memberName(value);
  return member === null ? null : memberFunction(code, value.object, member);
}

function memberFunction(code: Code, object: Node, member: string): AnyFunction | null {
  if (object.type === 'ThisExpression')
    return methodAround(object, member) ?? written(code.thisWrites.get(member));
  if (object.type !== 'Identifier') return null;
  const binding = bindingAt(code, object.name, object);
  if (!binding) return null;
  for (const definition of binding.definitions) {
    if (definition.how === 'value' && definition.path.length === 0) {
      const value = unwrapped(definition.value);
      if (value.type === 'ObjectExpression')
        for (const property of value.properties)
          if (property.type === 'Property' && keyName(property) === member && isFunction(property.value))
            return property.value;
    }
    if (definition.how === 'declared' && definition.value.type === 'ClassDeclaration') {
      const method = methodOf(definition.value, member);
      if (method) return method;
    }
  }
  return written(binding.memberWrites.filter(({ name }) => name === member));
}

function written(writes: readonly { readonly value: Node }[] | undefined): AnyFunction | null {
  const [only] = writes ?? [];
  return writes?.length === 1 && only && isFunction(only.value) ? only.value : null;
}

function methodAround(place: Node, member: string): AnyFunction | null {
  for (let at: Node | null | undefined = place.parent; at; at = at.parent) {
    if (at.type === 'ClassDeclaration' || at.type === 'ClassExpression') return methodOf(at, member);
    if (at.type === 'ObjectExpression') {
      const found = at.properties.find(
        (property) => property.type === 'Property' && keyName(property) === member,
      );
      if (found?.type === 'Property' && isFunction(found.value)) return found.value;
    }
  }
  return null;
}

function methodOf(node: Class, member: string): AnyFunction | null {
  for (const part of node.body.body) {
    if (part.type === 'MethodDefinition' && keyName(part) === member && part.value.body) return part.value;
    if (
      part.type === 'PropertyDefinition' &&
      keyName(part) === member &&
      part.value &&
      isFunction(part.value)
    )
      return part.value;
  }
  return null;
}

/** The name a function is exported under, `default` included; null when it is not. */
export function exportedName(fn: AnyFunction): string | null {
  let at: Node | null | undefined = fn.parent;
  if (fn.type === 'FunctionDeclaration') {
    if (at?.type === 'ExportNamedDeclaration') return fn.id?.name ?? null;
    return at?.type === 'ExportDefaultDeclaration' ? 'default' : null;
  }
  // `exports.handler = wrap(async (event) => …)` exports what it wraps.
  if (at?.type === 'CallExpression' && at.parent?.type !== 'ExpressionStatement') at = at.parent;
  if (at?.type === 'VariableDeclarator' && at.parent?.parent?.type === 'ExportNamedDeclaration')
    return at.id.type === 'Identifier' ? at.id.name : null;
  if (at?.type === 'ExportDefaultDeclaration') return 'default';
  if (at?.type !== 'AssignmentExpression' || at.left.type !== 'MemberExpression') return null;
  const { object } = at.left;
  const isExports =
    (object.type === 'Identifier' && object.name === 'exports') ||
    (object.type === 'MemberExpression' &&
      object.object.type === 'Identifier' &&
      object.object.name === 'module' &&
      memberName(object) === 'exports');
  if (isExports) return memberName(at.left);
  return object.type === 'Identifier' && object.name === 'module' ? 'default' : null;
}

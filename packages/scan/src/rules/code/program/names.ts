import type { MemberExpression, Node } from 'oxc-parser';
import { bindingAt, type Code, type Definition } from './code.ts';
import { isClass, keyName, memberName, unwrapped } from './node.ts';

/**
 * The full name of what an expression is, whatever it is called here: with `const { exec: run } = require('child_process')`
 * both `run` and `child_process.exec` are `child_process.exec`. Calling or constructing adds `()`: a connection is
 * `mysql.createConnection()`. Globals lose `window.`; a name whose value is unknown keeps itself behind a `$`
 * (`$db.query`). Null: no name.
 */
export function nameOf(code: Code, node: Node): string | null {
  let known = names.get(code);
  if (!known) {
    known = new Map();
    names.set(code, known);
  }
  const found = known.get(node);
  if (found !== undefined) return found;
  // Set before looking further: `a = a.b` must end.
  known.set(node, null);
  const name = findName(code, unwrapped(node));
  const short = name !== null && name.length > 200 ? null : name;
  known.set(node, short);
  return short;
}

const names = new WeakMap<Code, Map<Node, string | null>>();

function findName(code: Code, node: Node): string | null {
  switch (node.type) {
    case 'Identifier':
      return nameOfIdentifier(code, node.name, node);
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression':
      return nameOfMember(code, node);
    case 'CallExpression': {
      const [first] = node.arguments;
      if (node.callee.type === 'Identifier' && node.callee.name === 'require')
        return first?.type === 'Literal' && typeof first.value === 'string' ? moduleOf(first.value) : null;
      const callee = nameOf(code, node.callee);
      // A wrapper that keeps what it wraps: `promisify(exec)`, `exec.bind(null)`.
      if (callee !== null && /(^|\.)(promisify|promisifyAll)$/.test(callee) && first)
        return nameOf(code, first);
      // What Angular hands out is an instance of what is asked for.
      if (callee === '@angular/core.inject' && first) {
        const asked = nameOf(code, first);
        return asked === null ? null : `${asked}()`;
      }
      if (callee?.endsWith('.bind')) return callee.slice(0, -5);
      return callee === null ? null : `${callee}()`;
    }
    case 'NewExpression': {
      const callee = nameOf(code, node.callee);
      return callee === null ? null : `${callee}()`;
    }
    case 'ImportExpression':
      return node.source.type === 'Literal' && typeof node.source.value === 'string'
        ? moduleOf(node.source.value)
        : null;
    case 'LogicalExpression':
      return nameOf(code, node.left) ?? nameOf(code, node.right);
    default:
      return null;
  }
}

const moduleOf = (specifier: string): string => specifier.replace(/^node:/, '');

function nameOfIdentifier(code: Code, name: string, place: Node): string | null {
  const binding = bindingAt(code, name, place);
  if (!binding) return /^(window|globalThis|self|global)$/.test(name) ? 'window' : name;
  // Plugins get jQuery as a parameter of this name.
  if (name === '$' && binding.definitions.every(({ how }) => how === 'parameter')) return name;
  const valued = binding.definitions.filter(({ how }) => how !== 'unknown');
  // A name with several values, as `let db; … db = a(); … db = null`, is what the first nameable one is.
  for (const definition of valued.slice(0, 4)) {
    const found = nameOfDefinition(code, definition);
    if (found !== null && !found.startsWith('$')) return found;
  }
  return `$${name}`;
}

function nameOfDefinition(code: Code, definition: Definition): string | null {
  switch (definition.how) {
    case 'import':
      return definition.name === null ? definition.module : `${definition.module}.${definition.name}`;
    case 'value': {
      const base = nameOf(code, definition.value);
      return base === null || definition.path.includes('*') ? null : joined(base, definition.path);
    }
    case 'parameter': {
      if (definition.path.length > 0) return null;
      const type = typeName(code, definition.at);
      if (type !== null) return `${type}()`;
      const { parent } = definition.fn;
      // A function called on the spot: `(function (w) { … })(window)`.
      const given =
        parent?.type === 'CallExpression' && parent.callee === definition.fn
          ? parent.arguments[definition.index]
          : undefined;
      return given ? nameOf(code, given) : null;
    }
    default:
      return null;
  }
}

function joined(base: string, path: readonly string[]): string {
  let name = base === 'window' ? '' : base;
  for (const step of path)
    if (step !== '' && step !== 'default') name = name === '' ? step : `${name}.${step}`;
  return name === '' ? base : name;
}

function nameOfMember(code: Code, node: MemberExpression): string | null {
  const member = memberName(node);
  if (member === null) return null;
  if (node.object.type === 'ThisExpression') return nameOfOwn(code, member, node) ?? `this.${member}`;
  const object = nameOf(code, node.object);
  return object === null ? `?.${member}` : joined(object, [member]);
}

/** `this.db`, when the class says what it is: by what is assigned to it, or by the type of a constructor's parameter. */
function nameOfOwn(code: Code, member: string, place: Node): string | null {
  for (const { value } of code.thisWrites.get(member)?.slice(0, 3) ?? []) {
    const found = nameOf(code, value);
    if (found !== null && !found.startsWith('$')) return found;
  }
  let at: Node | null | undefined = place;
  while (at && !isClass(at)) at = at.parent;
  if (!at) return null;
  for (const part of at.body.body) {
    if (part.type === 'PropertyDefinition' && keyName(part) === member) {
      const type = annotated(code, part.typeAnnotation);
      if (type !== null) return `${type}()`;
    }
    if (part.type !== 'MethodDefinition' || part.kind !== 'constructor') continue;
    for (const param of part.value.params) {
      if (param.type !== 'TSParameterProperty') continue;
      const { parameter } = param;
      if (parameter.type !== 'Identifier' || parameter.name !== member) continue;
      const type = annotated(code, parameter.typeAnnotation);
      if (type !== null) return `${type}()`;
    }
  }
  return null;
}

/** The name of the type a parameter is declared with; null without one. */
export function typeName(code: Code, param: Node): string | null {
  const pattern =
    param.type === 'TSParameterProperty'
      ? param.parameter
      : param.type === 'AssignmentPattern'
        ? param.left
        : param;
  if (pattern.type !== 'Identifier' && pattern.type !== 'ObjectPattern') return null;
  return annotated(code, pattern.typeAnnotation);
}

function annotated(
  code: Code,
  annotation: { readonly typeAnnotation: Node } | null | undefined,
): string | null {
  const type = annotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference') return null;
  const { typeName: name } = type;
  if (name.type === 'Identifier') {
    const found = nameOfIdentifier(code, name.name, code.program);
    return found?.startsWith('$') ? name.name : found;
  }
  return name.type === 'TSQualifiedName' && name.left.type === 'Identifier'
    ? `${nameOfIdentifier(code, name.left.name, code.program)}.${name.right.name}`
    : null;
}

import type { CallExpression, IdentifierReference, Node, Statement } from 'oxc-parser';
import { bindingAt, type Code } from '../program/code.ts';
import { constantString, isConstant } from '../program/constant.ts';
import { calledName, memberName, unwrapped } from '../program/node.ts';
import type { Purpose } from './flow.ts';

/**
 * Is a name or member, where it is read, known to have passed a check: inside `if (allowed.includes(x))`, after
 * `if (!allowed.includes(x)) return`, in the right arm of a condition? Only checks every path must pass count.
 */
export function isGuarded(code: Code, node: Node, purpose: Purpose): boolean {
  const key = keyOf(node);
  if (key === null) return false;
  const guard: Guard = { code, key, purpose };
  let inner = node;
  for (let at = node.parent; at; inner = at, at = at.parent) {
    switch (at.type) {
      case 'IfStatement':
        if (inner === at.consequent && passes(guard, at.test) === 'when true') return true;
        if (inner === at.alternate && passes(guard, at.test) === 'when false') return true;
        break;
      case 'ConditionalExpression':
        if (inner === at.consequent && passes(guard, at.test) === 'when true') return true;
        if (inner === at.alternate && passes(guard, at.test) === 'when false') return true;
        break;
      case 'LogicalExpression':
        if (inner !== at.right) break;
        if (at.operator === '&&' && passes(guard, at.left) === 'when true') return true;
        if (at.operator === '||' && passes(guard, at.left) === 'when false') return true;
        break;
      case 'BlockStatement':
      case 'Program':
        if (at.body.some((statement) => statement.end <= inner.start && stops(guard, statement))) return true;
        break;
      case 'SwitchCase':
        if (at.test && at.parent?.type === 'SwitchStatement' && inner !== at.test)
          if (keyOf(at.parent.discriminant) === key) return true;
        break;
      default:
    }
  }
  return false;
}

interface Guard {
  readonly code: Code;
  readonly key: string;
  readonly purpose: Purpose;
}

/** A test after which a value is harmless, on one of its outcomes. */
type Passes = 'when true' | 'when false' | null;

/** `a`, `a.b.c`: how a check and a use are recognised as speaking of the same value. */
function keyOf(node: Node): string | null {
  const value = unwrapped(node);
  if (value.type === 'Identifier') return value.name;
  if (value.type === 'ThisExpression') return 'this';
  if (value.type !== 'MemberExpression') return null;
  const object = keyOf(value.object);
  const member = memberName(value);
  return object === null || member === null ? null : `${object}.${member}`;
}

/** Does a statement end the way for values that fail its check? */
function stops(guard: Guard, statement: Node): boolean {
  if (statement.type === 'ExpressionStatement') return asserts(guard, statement.expression);
  if (statement.type !== 'IfStatement') return false;
  if (exits(statement.consequent)) return passes(guard, statement.test) === 'when false';
  return statement.alternate !== null && exits(statement.alternate)
    ? passes(guard, statement.test) === 'when true'
    : resets(guard, statement);
}

/** `if (!ok(x)) x = 'default'` leaves nothing bad either. */
function resets(guard: Guard, { consequent, test }: { consequent: Statement; test: Node }): boolean {
  const only = consequent.type === 'BlockStatement' ? consequent.body[0] : consequent;
  if (only?.type !== 'ExpressionStatement' || only.expression.type !== 'AssignmentExpression') return false;
  return keyOf(only.expression.left) === guard.key && passes(guard, test) === 'when false';
}

function asserts(guard: Guard, node: Node): boolean {
  const call = unwrapped(node);
  if (call.type !== 'CallExpression') return false;
  const name = calledName(call) ?? '';
  if (!/^(assert|ensure|validate|check|verify|require)(?!Auth)\w*/i.test(name) && name !== 'ok') return false;
  return call.arguments.some(
    (arg) => keyOf(arg) === guard.key || (name !== 'require' && passes(guard, arg) === 'when true'),
  );
}

function exits(statement: Statement): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true;
    case 'BlockStatement': {
      const last = statement.body.at(-1);
      return last !== undefined && exits(last);
    }
    case 'ExpressionStatement': {
      const call = unwrapped(statement.expression);
      return call.type === 'CallExpression' && /^(exit|abort|fail)$/.test(calledName(call) ?? '');
    }
    case 'IfStatement':
      return statement.alternate !== null && exits(statement.consequent) && exits(statement.alternate);
    default:
      return false;
  }
}

function passes(guard: Guard, test: Node): Passes {
  const node = unwrapped(test);
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? opposite(passes(guard, node.argument)) : null;
    case 'LogicalExpression': {
      const left = passes(guard, node.left);
      const right = passes(guard, node.right);
      if (node.operator === '&&')
        return left === 'when true' || right === 'when true' ? 'when true' : (left ?? right);
      if (left === 'when false' || right === 'when false') return 'when false';
      return left === 'when true' && right === 'when true' ? 'when true' : null;
    }
    case 'BinaryExpression':
      return node.left.type === 'PrivateIdentifier'
        ? null
        : comparison(guard, node.operator, node.left, node.right);
    case 'CallExpression':
      return called(guard, node);
    case 'Identifier': {
      // `const isKnown = allowed.includes(x); if (!isKnown) return;`
      const definitions = bindingAt(guard.code, node.name, node)?.definitions ?? [];
      const [only] = definitions;
      return definitions.length === 1 &&
        only?.how === 'value' &&
        only.path.length === 0 &&
        !isSame(only.value)
        ? passes(guard, only.value)
        : null;
    }
    default:
      return null;
  }
  function isSame(value: Node): boolean {
    return unwrapped(value).type === 'Identifier';
  }
}

const opposite = (found: Passes): Passes =>
  found === 'when true' ? 'when false' : found === 'when false' ? 'when true' : null;

function comparison(guard: Guard, operator: string, left: Node, right: Node): Passes {
  if (operator === 'in') return mentions(guard, left) ? 'when true' : null;
  const isEqual = operator === '===' || operator === '==';
  const isDifferent = operator === '!==' || operator === '!=';
  const inner = unwrapped(left);
  // `list.indexOf(x) !== -1`, `>= 0`, `> -1`; `=== -1` and `< 0` say the opposite.
  if (inner.type === 'CallExpression' && calledName(inner) === 'indexOf') {
    const found = called(guard, inner);
    if (found === null) return null;
    const isAbsent = isEqual ? !/0/.test(rawOf(right)) : operator === '<';
    return isAbsent ? opposite(found) : found;
  }
  if (!isEqual && !isDifferent) return null;
  if (inner.type === 'UnaryExpression' && inner.operator === 'typeof') {
    const type = constantString(guard.code, right) ?? '';
    const harmless = guard.purpose === 'object' ? /^(string|number|boolean)$/ : /^(number|boolean|bigint)$/;
    if (!mentions(guard, inner.argument) || !harmless.test(type)) return null;
    return isEqual ? 'when true' : 'when false';
  }
  const other = mentions(guard, left) ? right : mentions(guard, right) ? left : null;
  if (other === null || !isConstant(guard.code, other) || isEmptiness(other)) return null;
  return isEqual ? 'when true' : 'when false';
}

/** Comparing with nothing says nothing about what is there. */
function isEmptiness(node: Node): boolean {
  return node.type === 'Literal' && (node.value === null || node.value === '' || node.value === 0);
}

const rawOf = (node: Node): string =>
  node.type === 'Literal' ? String(node.raw) : node.type === 'UnaryExpression' ? '-1' : '';

const checkNames =
  /valid|allow|permit|safe|trusted|whitelist|isNumeric|isInt|isUUID|isAlpha|isMongoId|isEmail|isIn$|isHex|isSame|isRelative|isLocal|isInternal|isKnown|isSupported/i;

function called(guard: Guard, call: CallExpression): Passes {
  const name = calledName(call) ?? '';
  const callee = unwrapped(call.callee);
  const [first] = call.arguments;
  const receiver = callee.type === 'MemberExpression' ? callee.object : null;
  const isArgument = call.arguments.some((arg) => mentions(guard, arg));
  const isReceiver = receiver !== null && mentions(guard, receiver);
  if (/^(includes|has|contains|indexOf|hasOwnProperty|hasOwn)$/.test(name)) {
    // `x.includes('..')` speaks of what x holds; `list.includes(x)` of where x is.
    if (isReceiver && guard.purpose === 'path')
      return /\.\./.test(constantOf(guard, first)) ? 'when false' : null;
    return isArgument && !isReceiver ? 'when true' : null;
  }
  if (/^(test|match|exec)$/.test(name)) return pattern(guard, name, receiver, first, isArgument, isReceiver);
  if (name === 'startsWith' && isReceiver) return prefix(guard, constantOf(guard, first), first);
  if (name === 'isAbsolute' || name === 'isArray') return null;
  if (/^is(Integer|Finite|SafeInteger)$/.test(name)) return isArgument ? 'when true' : null;
  return checkNames.test(name) && (isArgument || isReceiver) ? 'when true' : null;
}

const constantOf = (guard: Guard, node: Node | undefined): string =>
  node ? (constantString(guard.code, node) ?? '') : '';

function prefix(guard: Guard, text: string, argument: Node | undefined): Passes {
  switch (guard.purpose) {
    case 'path':
      return 'when true';
    case 'redirect':
      return text === '//'
        ? 'when false'
        : /^\/|^\w+:\/\/[^/]+\//.test(text) || text === ''
          ? 'when true'
          : null;
    case 'url':
      return /^\/[^/]?|^\w+:\/\/[^/]+\//.test(text) || (text === '' && argument?.type !== 'Literal')
        ? 'when true'
        : null;
    case 'html':
      return /^https?:/.test(text) ? 'when true' : null;
    default:
      return null;
  }
}

/** A regular expression checks a value when it speaks of all of it, or names what it must not have. */
function pattern(
  guard: Guard,
  name: string,
  receiver: Node | null,
  first: Node | undefined,
  isArgument: boolean,
  isReceiver: boolean,
): Passes {
  const expression = name === 'match' ? first : receiver;
  if (!(name === 'match' ? isReceiver : isArgument) || !expression) return null;
  if (expression.type !== 'Literal' || !('regex' in expression)) return 'when true';
  const { pattern: source } = expression.regex;
  if (/^\^[\s\S]*\$$/.test(source) && !/\.[*+]/.test(source)) return 'when true';
  if (/^\[\^/.test(source) || (guard.purpose === 'path' && /\\\.\\\.|\.\./.test(source))) return 'when false';
  if (guard.purpose === 'html' && /^\^\(?(\?:)?https?/.test(source)) return 'when true';
  return null;
}

/** Does an expression speak of the value: itself, a part of it, or what was made of it (`new URL(x).hostname`)? */
function mentions(guard: Guard, node: Node): boolean {
  const value = unwrapped(node);
  const key = keyOf(value);
  if (key !== null) {
    if (key === guard.key || key.startsWith(`${guard.key}.`)) return true;
    const root = rootOf(value);
    const definitions = root ? (bindingAt(guard.code, root.name, root)?.definitions ?? []) : [];
    const [only] = definitions;
    return (
      definitions.length === 1 &&
      only?.how === 'value' &&
      /^(NewExpression|CallExpression)$/.test(unwrapped(only.value).type) &&
      holds(guard, only.value)
    );
  }
  return holds(guard, value);
}

/** Is the value an argument or the receiver of a call, at a small depth? */
function holds(guard: Guard, node: Node, depth = 0): boolean {
  const value = unwrapped(node);
  if (keyOf(value) === guard.key) return true;
  if (depth > 3) return false;
  if (value.type === 'MemberExpression') return holds(guard, value.object, depth + 1);
  if (value.type !== 'CallExpression' && value.type !== 'NewExpression') return false;
  const callee = unwrapped(value.callee);
  if (callee.type === 'MemberExpression' && holds(guard, callee.object, depth + 1)) return true;
  return value.arguments.some((arg) => holds(guard, arg, depth + 1));
}

function rootOf(node: Node): IdentifierReference | null {
  let at = unwrapped(node);
  while (at.type === 'MemberExpression') at = unwrapped(at.object);
  return at.type === 'Identifier' ? (at as IdentifierReference) : null;
}

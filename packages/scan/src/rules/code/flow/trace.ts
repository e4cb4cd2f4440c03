import type { MemberExpression, Node, ObjectExpression } from 'oxc-parser';
import { type Binding, bindingAt, type Code, type Definition, type Path } from '../program/code.ts';
import { partsOf } from '../program/constant.ts';
import { functionName, functionOf, usesOf } from '../program/functions.ts';
import { nameOf } from '../program/names.ts';
import {
  type AnyFunction,
  type Call,
  calledName,
  isFunction,
  keyName,
  memberName,
  unwrapped,
} from '../program/node.ts';
import { partsChoosingHost } from './fixed-host.ts';
import type { Flow, Origin, Purpose, Span } from './flow.ts';
import { isGuarded } from './guards.ts';
import { carriedArguments, isGuess, isStore } from './handed-on.ts';
import { reachingDefinitions } from './reaching.ts';
import { returnsOf } from './returns.ts';
import { harmlessMembers, isCleaningReplace, isSanitizer } from './sanitizers.ts';
import { globalSource, namedSource, parameterSource, type Source } from './sources.ts';
import { type Visits, visitsOf } from './visits.ts';

export interface Question {
  readonly purpose: Purpose;
  /** Origins that count, besides `remote`. */
  readonly also?: readonly Origin[];
}

/**
 * Follows a value backwards, from where it does harm to where it enters the program. Null: it comes from nowhere that
 * counts, was made harmless for this purpose, or is checked on the way. The first flow found is the answer.
 */
export function flowInto(code: Code, node: Node, question: Question): Flow | null {
  const origins = new Set<Origin>(['remote', ...(question.also ?? [])]);
  const tracer: Tracer = {
    code,
    purpose: question.purpose,
    origins,
    visits: visitsOf(code, `${question.purpose} ${[...origins].join(' ')}`),
    hasAccepted: false,
    budget: maxVisits,
  };
  const found = trace(tracer, node, [], null);
  if (tracer.hasAccepted || tracer.budget <= 0) tracer.visits.forget();
  if (!found) return null;
  const steps = found.steps.filter((step, index, all) => step !== found.source && step !== all[index + 1]);
  return { ...found.from, source: found.source, steps, isSure: found.isSure };
}

const maxVisits = 1500;
const maxFrames = 6;
const maxPath = 8;

interface Tracer {
  readonly code: Code;
  readonly purpose: Purpose;
  readonly origins: ReadonlySet<Origin>;
  readonly visits: Visits;
  hasAccepted: boolean;
  budget: number;
}

/** The call through which a function was entered: its parameters are that call's arguments. */
interface Frame {
  readonly call: Call;
  readonly fn: AnyFunction;
  readonly up: Frame | null;
  readonly depth: number;
}

interface Found {
  readonly from: Source;
  readonly source: Span;
  readonly steps: Span[];
  readonly isSure: boolean;
}

/** Where the part of a value at a path comes from; an empty path means the value itself. */
function trace(tracer: Tracer, start: Node, path: Path, frame: Frame | null): Found | null {
  const node = unwrapped(start);
  // A path grows without end where a function walks into what it is given.
  if (tracer.budget-- <= 0 || path.length > maxPath) return null;
  if (tracer.visits.again(node, path, frame?.call ?? null)) return null;
  switch (node.type) {
    case 'Identifier':
      return traceName(tracer, node.name, node, path, frame);
    case 'MemberExpression':
      return traceMember(tracer, node, path, frame);
    case 'CallExpression':
    case 'NewExpression':
      return traceCall(tracer, node, path, frame);
    case 'TemplateLiteral':
    case 'BinaryExpression':
      return traceText(tracer, node, frame);
    case 'ConditionalExpression':
      return trace(tracer, node.consequent, path, frame) ?? trace(tracer, node.alternate, path, frame);
    case 'LogicalExpression':
      return (
        (node.operator === '&&' ? null : trace(tracer, node.left, path, frame)) ??
        trace(tracer, node.right, path, frame)
      );
    case 'AssignmentExpression':
      return trace(tracer, node.right, path, frame);
    case 'ObjectExpression':
      return traceObject(tracer, node, path, frame);
    case 'ArrayExpression':
      return first(node.elements, (element) =>
        element ? trace(tracer, element, path.slice(1), frame) : null,
      );
    case 'SpreadElement':
      return trace(tracer, node.argument, path, frame);
    default:
      return null;
  }
}

function traceName(tracer: Tracer, name: string, node: Node, path: Path, frame: Frame | null): Found | null {
  const binding = bindingAt(tracer.code, name, node);
  if (!binding) {
    const source = globalSource(name, path);
    return source && isOwnAddress(source, tracer.purpose) ? null : accept(tracer, source, node);
  }
  const found = traceBinding(tracer, binding, node, path, frame);
  // `checkUser(req)` says nothing of what the request holds.
  if (path.length > 0 && /^_?(req|request|ctx|context|event)$/.test(name)) return found;
  // Last, since it looks at everything around: most names lead nowhere.
  return found && isGuarded(tracer.code, node, tracer.purpose) ? null : found;
}

/** A page asks its own host, and loads its own files; only the query and the fragment are anybody's words. */
const isOwnAddress = ({ what }: Source, purpose: Purpose): boolean =>
  purpose === 'url' ||
  (purpose === 'path' && /address of the page|location\.(href|pathname|toString)/.test(what));

function traceBinding(
  tracer: Tracer,
  binding: Binding,
  node: Node,
  path: Path,
  frame: Frame | null,
): Found | null {
  const named = nameOf(tracer.code, node);
  const source = named === null ? null : namedSource([named, ...path].join('.'));
  if (source) return accept(tracer, source, node);
  return (
    first(reachingDefinitions(binding, node), (definition) =>
      traceDefinition(tracer, definition, path, node, frame),
    ) ?? traceWrites(tracer, binding, path, node, frame)
  );
}

function traceDefinition(
  tracer: Tracer,
  definition: Definition,
  path: Path,
  use: Node,
  frame: Frame | null,
): Found | null {
  switch (definition.how) {
    case 'value': {
      const found = trace(tracer, definition.value, [...definition.path, ...path], frame);
      return found ? stepped(found, definition.at) : null;
    }
    case 'element': {
      const found = trace(tracer, definition.value, ['*', ...definition.path, ...path], frame);
      return found ? stepped(found, definition.at) : null;
    }
    case 'key':
      return trace(tracer, definition.value, [], frame);
    case 'parameter':
      return traceParameter(tracer, definition, [...definition.path, ...path], use, frame);
    default:
      return null;
  }
}

function traceParameter(
  tracer: Tracer,
  definition: Definition & { readonly how: 'parameter' },
  path: Path,
  use: Node,
  frame: Frame | null,
): Found | null {
  const { fn, index, at } = definition;
  if (isHarmlessType(at)) return null;
  const source = parameterSource(tracer.code, fn, index, path, at);
  // What stands in an address or a header is text, whatever the client writes.
  if (source && tracer.purpose === 'object' && /route|header|URL|path|host/.test(source.what)) return null;
  if (source) return accept(tracer, source, definition.path.length > 0 ? at : (memberAround(use) ?? use));
  const called = frameOf(frame, fn);
  if (called) {
    const found = traceArgument(tracer, called.call, index, path, called.up);
    return found ? stepped(found, called.call) : null;
  }
  const calls = callsOf(tracer.code, fn);
  for (const call of calls) {
    const found = traceArgument(tracer, call, index, path, null);
    if (found) return stepped(found, call);
  }
  const collected = traceCallback(tracer, fn, index, path);
  if (collected) return collected;
  const own = definition.path.length > 0 ? 2 : 1;
  if (calls.length > 0 || path.length > own || !tracer.origins.has('parameter')) return null;
  return accept(tracer, { origin: 'parameter', what: 'a parameter' }, at);
}

/** The whole of `req.query.id` rather than its `req`, for showing. */
function memberAround(use: Node): Node | null {
  let at: Node = use;
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = at.parent;
  return at === use ? null : at;
}

const isHarmlessType = (param: Node): boolean => {
  const pattern = param.type === 'AssignmentPattern' ? param.left : param;
  return (
    pattern.type === 'Identifier' &&
    /^TS(Number|Boolean|BigInt)Keyword$/.test(pattern.typeAnnotation?.typeAnnotation.type ?? '')
  );
};

function traceArgument(
  tracer: Tracer,
  call: Call,
  index: number,
  path: Path,
  frame: Frame | null,
): Found | null {
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  const arg = call.arguments[spread >= 0 && spread <= index ? spread : index];
  return arg ? trace(tracer, arg, path, frame) : null;
}

/** Functions handed to a method of a collection or a promise get its elements or its value. */
function traceCallback(tracer: Tracer, fn: AnyFunction, index: number, path: Path): Found | null {
  for (const { call, index: position } of usesOf(tracer.code, fn)) {
    const callee = unwrapped(call.callee);
    const method = calledName(call) ?? '';
    if (callee.type !== 'MemberExpression' || position > 1) continue;
    const isElement = /^(forEach|map|filter|find|some|every|flatMap|each|eachSeries|mapSeries)$/.test(method);
    const isReduced = /^reduce(Right)?$/.test(method) && index === 1;
    if ((isElement && index === 0) || isReduced) {
      const found = trace(tracer, callee.object, ['*', ...path], null);
      if (found) return stepped(found, call);
    }
    if (/^(then|subscribe)$/.test(method) && index === 0) {
      const found = trace(tracer, callee.object, path, null);
      if (found) return stepped(found, call);
    }
  }
  return null;
}

function frameOf(frame: Frame | null, fn: AnyFunction): Frame | null {
  for (let at = frame; at; at = at.up) if (at.fn === fn) return at;
  return null;
}

/** The calls of a function in its file, at most twenty. */
function callsOf(code: Code, fn: AnyFunction): Call[] {
  if (fn.parent?.type === 'CallExpression' && fn.parent.callee === fn) return [fn.parent];
  const name = functionName(fn);
  if (name === null) return [];
  return (code.callsByName.get(name) ?? [])
    .slice(0, 20)
    .filter((call) => functionOf(code, call.callee) === fn);
}

/** What was written into a part of a named object, and what was put into a named list. */
function traceWrites(
  tracer: Tracer,
  { memberWrites }: Binding,
  path: Path,
  use: Node,
  frame: Frame | null,
): Found | null {
  const [part] = path;
  return first(memberWrites.slice(0, 40), ({ name, value, at }) => {
    if (at.start <= use.start && at.end >= use.end) return null;
    if (part !== undefined && part !== '*' && name !== null && name !== part) return null;
    const found = trace(tracer, value, path.slice(1), frame);
    return found ? stepped(found, at) : null;
  });
}

function traceMember(tracer: Tracer, node: MemberExpression, path: Path, frame: Frame | null): Found | null {
  const member = memberName(node);
  // `table[key]` gives what the table holds, whoever chose the key.
  if (member === null) return trace(tracer, node.object, ['*', ...path], frame);
  if (harmlessMembers.test(member) && path.length === 0) return null;
  const found =
    node.object.type === 'ThisExpression'
      ? traceOwn(tracer, node, member, path)
      : trace(tracer, node.object, [member, ...path], frame);
  return found && isGuarded(tracer.code, node, tracer.purpose) ? null : found;
}

function traceOwn(tracer: Tracer, node: MemberExpression, member: string, path: Path): Found | null {
  const named = namedSource([nameOf(tracer.code, node) ?? `this.${member}`, ...path].join('.'));
  if (named) return accept(tracer, named, node);
  return first(tracer.code.thisWrites.get(member)?.slice(0, 10) ?? [], ({ value, at }) => {
    const found = trace(tracer, value, path, null);
    return found ? stepped(found, at) : null;
  });
}

function traceObject(tracer: Tracer, node: ObjectExpression, path: Path, frame: Frame | null): Found | null {
  const [part, ...rest] = path;
  return first([...node.properties].reverse(), (property) => {
    if (property.type === 'SpreadElement') return trace(tracer, property.argument, path, frame);
    const name = keyName(property);
    // What stands under `$eq` is compared as it is, operators included.
    if (name === '$eq' && tracer.purpose === 'object') return null;
    if (part !== undefined && part !== '*' && name !== null && name !== part) return null;
    return isFunction(property.value) ? null : trace(tracer, property.value, rest, frame);
  });
}

/** A concatenation or a template: of its parts, those that can still do harm where they stand. */
function traceText(tracer: Tracer, node: Node, frame: Frame | null): Found | null {
  if (node.type === 'BinaryExpression' && node.operator !== '+') return null;
  // Text is never an object with operators of its own.
  if (tracer.purpose === 'object') return null;
  const parts = partsOf(node);
  // With something of ours in front no name is `__proto__`.
  if (tracer.purpose === 'key' && typeof parts[0] === 'string' && !/^_{1,2}|^con/.test(parts[0])) return null;
  // An address that begins with something of ours keeps its host.
  const able = isAimed(tracer.purpose) ? partsChoosingHost(tracer.code, node, tracer.purpose, parts) : parts;
  return first(able, (part) => (typeof part === 'string' ? null : trace(tracer, part, [], frame)));
}

const isAimed = (purpose: Purpose): boolean => purpose === 'url' || purpose === 'redirect';

function traceCall(tracer: Tracer, call: Call, path: Path, frame: Frame | null): Found | null {
  const { code, purpose } = tracer;
  const name = nameOf(code, call.callee);
  const method = calledName(call);
  const known = name === null ? null : namedSource([`${name}()`, ...path].join('.'));
  if (known) return accept(tracer, known, call);
  if (isSanitizer(name, method, purpose)) return null;
  if (/^replace(All)?$/.test(method ?? '') && isCleaningReplace(call, purpose)) return null;
  const local = call.type === 'CallExpression' ? functionOf(code, call.callee) : null;
  if (local) return traceReturns(tracer, call, local, path, frame);
  const carried = first(carriedArguments(call, name, method), (arg) => trace(tracer, arg, [], frame));
  if (carried) return carried;
  const callee = unwrapped(call.callee);
  if (callee.type === 'MemberExpression') {
    const mapped = traceMapped(tracer, call, callee, method ?? '', frame);
    if (mapped !== undefined) return mapped;
    // `c.req.query('name')` asks the request, not a database.
    const asksRequest = callee.object.type === 'MemberExpression' && memberName(callee.object) === 'req';
    return isStore(method ?? '') && !asksRequest ? null : trace(tracer, callee, path, frame);
  }
  return isGuess(name, method)
    ? guessed(first(call.arguments, (arg) => trace(tracer, arg, [], frame)))
    : null;
}

function traceReturns(
  tracer: Tracer,
  call: Call,
  fn: AnyFunction,
  path: Path,
  frame: Frame | null,
): Found | null {
  const depth = (frame?.depth ?? 0) + 1;
  if (depth > maxFrames) return null;
  const inner: Frame = { call, fn, up: frame, depth };
  return first(returnsOf(fn), (value) => {
    const found = trace(tracer, value, path, inner);
    return found ? stepped(found, call) : null;
  });
}

/** `list.map(f)` holds what `f` returns; undefined when the call is nothing of the kind. */
function traceMapped(
  tracer: Tracer,
  call: Call,
  callee: MemberExpression,
  method: string,
  frame: Frame | null,
): Found | null | undefined {
  const [given] = call.arguments;
  if (!given || !/^(map|flatMap|then|reduce)$/.test(method)) return undefined;
  const fn = functionOf(tracer.code, given);
  if (fn) return first(returnsOf(fn), (value) => trace(tracer, value, [], frame));
  if (isSanitizer(nameOf(tracer.code, given), null, tracer.purpose)) return null;
  return trace(tracer, callee.object, [], frame);
}

const guessed = (found: Found | null): Found | null => (found ? { ...found, isSure: false } : null);

function accept(tracer: Tracer, source: Source | null, at: Node): Found | null {
  if (!source || !tracer.origins.has(source.origin)) return null;
  tracer.hasAccepted = true;
  return { from: source, source: at, steps: [], isSure: true };
}

const stepped = (found: Found, at: Span): Found =>
  found.steps.length < 20 ? { ...found, steps: [...found.steps, at] } : found;

function first<T, R>(list: readonly T[], find: (one: T) => R | null): R | null {
  for (const one of list) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}

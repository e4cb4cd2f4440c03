import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { bindingAt } from '../program/code.ts';
import { functionName } from '../program/functions.ts';
import {
  type AnyFunction,
  type Call,
  calledName,
  enclosing,
  isFunction,
  isWithin,
  unwrapped,
} from '../program/node.ts';

export const unguardedMerge = codeRule({
  id: 'code/unguarded-merge',
  title: 'Objects are merged deeply without a look at the names',
  severity: 'high',
  confidence: 'review',
  weakness: ['CWE-1321', 'CWE-915'],
  kind: 'security',
  what: 'A function copies one object’s properties into another’s and calls itself for those that are objects, whatever their names.',
  why: 'With `{"__proto__": {"isAdmin": true}}` as the source the inner call writes into the prototype of every object of the program.',
  fix: 'Skip `__proto__`, `constructor` and `prototype`, or merge only what `Object.hasOwn(target, key)`.',
  bad: [
    {
      'merge.js':
        'function merge(to, from) {\n  for (const key in from) {\n    if (typeof from[key] === "object") merge(to[key], from[key]);\n    else to[key] = from[key];\n  }\n}\n',
    },
    {
      'extend.js':
        'const extend = (to, from) => {\n  Object.keys(from).forEach((key) => {\n    if (isObject(from[key])) to[key] = extend(to[key] || {}, from[key]);\n    else to[key] = from[key];\n  });\n  return to;\n};\n',
    },
  ],
  good: [
    {
      'merge.js':
        'function merge(to, from) {\n  for (const key in from) {\n    if (key === "__proto__" || key === "constructor") continue;\n    if (typeof from[key] === "object") merge(to[key], from[key]);\n    else to[key] = from[key];\n  }\n}\n',
    },
    {
      'clone.js':
        'function clone(from) {\n  const to = {};\n  for (const key in from) to[key] = typeof from[key] === "object" ? clone(from[key]) : from[key];\n  return to;\n}\n',
    },
    {
      'map.js':
        'function shorten(tree) {\n  for (const key in tree) tree[key] = typeof tree[key] === "object" ? shorten(tree[key]) : short(tree[key]);\n  return tree;\n}\n',
    },
    { 'copy.js': 'function copy(to, from) {\n  for (const key in from) to[key] = from[key];\n}\n' },
  ],
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  ],
  words: [
    // A loop over names that hands on what two objects hold under one of them, or writes what a call gives.
    '\\bfor\\s*\\(\\s*(?:(?:const|let|var)\\s+)?(?<copied>[\\w$]{1,40})\\s+(?:in|of\\s+Object)\\b[\\s\\S]{0,1500}?\\[\\s*\\k<copied>\\s*\\]\\s*(?:,\\s*[\\w$.]{1,80}\\[\\s*\\k<copied>|=\\s*[\\w$.]{1,60}\\()',
    'Object\\.keys\\([^()\\n]{1,60}\\)\\s*\\.forEach\\(\\s*(?:function\\s*\\w*\\s*)?\\(?\\s*(?<each>[\\w$]{1,40})\\b[\\s\\S]{0,1500}?\\[\\s*\\k<each>\\s*\\]\\s*(?:,\\s*[\\w$.]{1,80}\\[\\s*\\k<each>|=\\s*[\\w$.]{1,60}\\()',
  ],
  nodes: {
    ForInStatement(node, look) {
      const key = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
      if (key?.type === 'Identifier') checkLoop(key.name, node.body, node, look);
    },
  },
  calls: [
    {
      of: ['Object.keys', 'Reflect.ownKeys', 'Object.getOwnPropertyNames'],
      look(call, look) {
        const { parent } = call;
        if (parent?.type === 'ForOfStatement') {
          const key =
            parent.left.type === 'VariableDeclaration' ? parent.left.declarations[0]?.id : parent.left;
          if (key?.type === 'Identifier') checkLoop(key.name, parent.body, parent, look);
          return;
        }
        const each = parent?.type === 'MemberExpression' ? parent.parent : null;
        if (each?.type !== 'CallExpression' || calledName(each) !== 'forEach') return;
        const [fn] = each.arguments;
        const key = fn && isFunction(fn) ? fn.params[0] : null;
        if (fn && key?.type === 'Identifier') checkLoop(key.name, fn, each, look);
      },
    },
  ],
});

/** `hasOwnProperty` of the source says nothing: JSON gives objects a `__proto__` of their own. */
const tested =
  /__proto__|['"]constructor['"]|['"]prototype['"]|Object\.create\(null\)|new Map\b|isUnsafe|isSafe|unsafeKey/i;

function checkLoop(key: string, body: Node, loop: Node, look: Look): void {
  const fn = enclosing(loop, isFunction);
  const name = fn ? functionName(fn) : null;
  if (!fn || name === null || fn.params.length < 1 || tested.test(look.file.text.slice(fn.start, fn.end)))
    return;
  const writes = (look.code.byType.get('AssignmentExpression') ?? []).filter(
    (write) =>
      write.type === 'AssignmentExpression' && isWithin(write, body) && partName(write.left, key) !== null,
  );
  const calls = (look.code.callsByName.get(name) ?? []).filter((call) => isWithin(call, body));
  for (const write of writes.reverse()) {
    const target = write.type === 'AssignmentExpression' ? partName(write.left, key) : null;
    if (target === null || isOwnChecked(target, look.file.text.slice(fn.start, fn.end))) continue;
    if (!calls.some((call) => enters(call, target, key, fn, look))) continue;
    look.report(
      write,
      `\`${key}\` may be \`__proto__\`: the inner call then writes to the prototype of all objects`,
    );
    return;
  }
}

/** Does a call go on into `target[key]` with what another object holds under that name? */
function enters(call: Call, target: string, key: string, fn: AnyFunction, look: Look): boolean {
  const objects = new Set(call.arguments.flatMap((arg) => readFrom(arg, key, fn, look, 0)));
  return objects.has(target) && objects.size > 1;
}

/** The objects of which an expression is the part under `key`, itself or by a name that was given it. */
function readFrom(node: Node, key: string, fn: AnyFunction, look: Look, depth: number): string[] {
  const value = unwrapped(node);
  const read = partName(value, key);
  if (read !== null) return [read];
  if (depth > 6) return [];
  const within = (inner: Node): string[] => readFrom(inner, key, fn, look, depth + 1);
  switch (value.type) {
    case 'LogicalExpression':
      return [...within(value.left), ...within(value.right)];
    case 'ConditionalExpression':
      return [...within(value.consequent), ...within(value.alternate)];
    case 'ArrayExpression':
      return value.elements.flatMap((one) => (one === null ? [] : within(one)));
    case 'Identifier':
      return (bindingAt(look.code, value.name, value)?.definitions ?? []).flatMap((definition) =>
        definition.how === 'value' && definition.path.length === 0 && isWithin(definition.at, fn)
          ? within(definition.value)
          : [],
      );
    default:
      return [];
  }
}

/** The name of the object in `object[key]`; null for anything else. */
function partName(node: Node, key: string): string | null {
  return node.type === 'MemberExpression' &&
    node.computed &&
    node.object.type === 'Identifier' &&
    node.property.type === 'Identifier' &&
    node.property.name === key
    ? node.object.name
    : null;
}

/** Only what the target has of its own is entered. */
const isOwnChecked = (target: string, text: string): boolean =>
  text.includes(`hasOwn(${target},`) ||
  text.includes(`hasOwnProperty.call(${target},`) ||
  text.includes(`${target}.hasOwnProperty(`);

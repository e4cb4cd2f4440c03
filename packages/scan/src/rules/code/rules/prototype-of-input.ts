import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { isGuarded } from '../flow/guards.ts';
import { returnsOf } from '../flow/returns.ts';
import { functionOf } from '../program/functions.ts';
import { calledName, enclosing, isFunction, isWithin, memberName, unwrapped } from '../program/node.ts';

const tested =
  /__proto__|['"]constructor['"]|['"]prototype['"]|hasOwnProperty|hasOwn\b|Object\.create\(null\)|new Map\b/;

export const prototypeOfInput = codeRule({
  id: 'code/prototype-of-input',
  title: 'A name from outside may reach the prototype',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-1321', 'CWE-915'],
  kind: 'security',
  what: 'A property is written under a name from outside, two levels deep; or a loop walks into an object along a list of names and then writes there. The loop is for review.',
  why: 'Writing to `object["__proto__"]["isAdmin"]` gives every object of the program that property.',
  fix: 'Refuse `__proto__`, `constructor` and `prototype`, or use a `Map` or `Object.create(null)`.',
  bad: [
    {
      'set.js':
        'app.post("/", (req) => {\n  settings[req.body.section][req.body.key] = req.body.value;\n});\n',
    },
    {
      'walk.js':
        'function set(target, path, value) {\n  const keys = path.split(".");\n  for (let i = 0; i < keys.length - 1; i++) {\n    const key = keys[i];\n    target = target[key];\n  }\n  target[keys.at(-1)] = value;\n}\n',
    },
    {
      'path.js':
        'const set = (object, path, value) => path.split(".").reduce((at, key, index, all) => (at[key] = index + 1 < all.length ? at[key] || {} : value), object);\n',
    },
  ],
  good: [
    { 'set.js': 'app.post("/", (req) => {\n  settings.set(req.body.key, req.body.value);\n});\n' },
    {
      'walk.js':
        'function set(target, path, value) {\n  for (const key of path) {\n    if (key === "__proto__") return;\n    target = target[key];\n  }\n  target.last = value;\n}\n',
    },
    {
      'count.js':
        'const count = (list) => list.reduce((counts, one) => {\n  counts[one] = (counts[one] || 0) + 1;\n  return counts;\n}, {});\n',
    },
  ],
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  ],
  words: [
    '\\]\\s*=[^=](?<=\\]\\s?\\[[^\\]\\n]{1,80}\\]\\s*=[^=])',
    '\\.reduce\\(\\s*(?:function\\s*\\w*\\s*)?\\(\\s*(?<reached>[\\w$]{1,30})\\s*,\\s*(?<step>[\\w$]{1,30})\\b[\\s\\S]{0,400}?\\b\\k<reached>\\[\\s*\\k<step>\\s*\\]\\s*=[^=]',
    '\\[(?<=\\b\\k<walked> = (?:/\\*\\*?[^*\\n]{0,80}\\*/ )?\\(?(?<walked>[a-zA-Z_$][\\w$]{0,30})\\[)',
  ],
  nodes: {
    AssignmentExpression(node, look) {
      const { left } = node;
      if (left.type !== 'MemberExpression' || !left.computed || memberName(left) !== null) {
        walkOfKeys(node, look);
        return;
      }
      const inner = unwrapped(left.object);
      if (inner.type !== 'MemberExpression' || !inner.computed || memberName(inner) !== null) return;
      const outerKey = look.flow(inner.property, { purpose: 'key' });
      if (!outerKey || !look.flow(left.property, { purpose: 'key' })) return;
      if (isGuarded(look.code, inner.property, 'key')) return;
      look.reportFlow(
        node,
        outerKey,
        `${outerKey.what} names the object that is written to: ${look.quote(left)}`,
      );
    },
  },
  calls: [
    {
      // `path.reduce((at, key) => (at[key] = at[key] || {}), object)` walks into what it is given and writes there.
      of: ['*.reduce'],
      look(call, look) {
        const fn = call.arguments[0] ? functionOf(look.code, call.arguments[0]) : null;
        const [reached, step] = fn?.params ?? [];
        if (!fn || reached?.type !== 'Identifier' || step?.type !== 'Identifier') return;
        if (tested.test(look.file.text.slice(fn.start, fn.end))) return;
        const returned = returnsOf(fn).some((one) => leadsTo(one, reached.name, step.name));
        const write = look.code.byType
          .get('AssignmentExpression')
          ?.find(
            (one) =>
              one.type === 'AssignmentExpression' &&
              isWithin(one, fn) &&
              isPart(one.left, reached.name, step.name),
          );
        if (returned && write)
          look.report(write, throughPrototype(look.quote(write)), { confidence: 'review' });
      },
    },
  ],
});

const throughPrototype = (what: string): string =>
  `${what}: one of the keys may be \`__proto__\`, and what is written then is in all objects`;

/** `at[key]`, for these two names. */
function isPart(node: Node, object: string, key: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.computed &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    node.property.type === 'Identifier' &&
    node.property.name === key
  );
}

/** Is it `at[key]`, or something that gives it: `at[key] = …`, `at[key] || (at[key] = {})`? */
function leadsTo(node: Node, object: string, key: string): boolean {
  const value = unwrapped(node);
  if (value.type === 'AssignmentExpression') return isPart(value.left, object, key);
  if (value.type === 'LogicalExpression') return leadsTo(value.left, object, key);
  return isPart(value, object, key);
}

/** `target = target[key]` in a loop over keys. */
function walkOfKeys(node: Extract<Node, { type: 'AssignmentExpression' }>, look: Look): void {
  const { left } = node;
  const value = unwrapped(node.right);
  // `to = to[key] || (to[key] = {})`
  const right = value.type === 'LogicalExpression' ? unwrapped(value.left) : value;
  if (
    left.type !== 'Identifier' ||
    right.type !== 'MemberExpression' ||
    !right.computed ||
    memberName(right) !== null
  )
    return;
  if (right.object.type !== 'Identifier' || right.object.name !== left.name) return;
  const inner = enclosing(node, isFunction);
  const isCallback =
    inner?.parent?.type === 'CallExpression' &&
    /^(forEach|map|reduce|each)$/.test(calledName(inner.parent) ?? '');
  const loop = isCallback ? inner : enclosing(node, (at): at is Node => /^(For|While|DoWhile)/.test(at.type));
  const fn = isCallback && inner ? enclosing(inner, isFunction) : inner;
  if (!loop || !fn || tested.test(look.file.text.slice(fn.start, fn.end))) return;
  const writes = look.code.byType
    .get('AssignmentExpression')
    ?.some(
      (write) =>
        write.type === 'AssignmentExpression' &&
        write !== node &&
        isWithin(write, fn) &&
        write.left.type === 'MemberExpression' &&
        write.left.computed &&
        write.left.object.type === 'Identifier' &&
        write.left.object.name === left.name,
    );
  if (writes) look.report(node, throughPrototype(look.quote(node)), { confidence: 'review' });
}

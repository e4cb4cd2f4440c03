import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { isGuarded } from '../flow/guards.ts';
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
  what: 'A property is written under a name from outside, two levels deep; or objects are merged in a loop that lets `__proto__` through. The loop is for review.',
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
      'merge.js':
        'function merge(to, from) {\n  for (const key in from) {\n    if (typeof from[key] === "object") merge(to[key], from[key]);\n    else to[key] = from[key];\n  }\n}\n',
    },
  ],
  good: [
    { 'set.js': 'app.post("/", (req) => {\n  settings.set(req.body.key, req.body.value);\n});\n' },
    {
      'merge.js':
        'function merge(to, from) {\n  for (const key in from) {\n    if (key === "__proto__" || key === "constructor") continue;\n    if (typeof from[key] === "object") merge(to[key], from[key]);\n    else to[key] = from[key];\n  }\n}\n',
    },
    { 'copy.js': 'for (const key in from) to[key] = from[key];\n' },
  ],
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html',
  ],
  words: [
    '\\]\\s*=[^=](?<=\\]\\s?\\[[^\\]\\n]{1,80}\\]\\s*=[^=])',
    // A loop that hands two objects' properties of one name on, as merging does.
    '\\bfor\\s*\\(\\s*(?:const|let|var)\\s+(?<copied>[\\w$]+)\\s+in\\b[\\s\\S]{0,1500}?\\[\\k<copied>\\]\\s*,\\s*[\\w$.]{1,80}\\[\\k<copied>\\]',
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
    ForInStatement(node, look) {
      const fn = enclosing(node, isFunction);
      const key = node.left.type === 'VariableDeclaration' ? node.left.declarations[0]?.id : node.left;
      if (
        !fn ||
        key?.type !== 'Identifier' ||
        !fn.body ||
        tested.test(look.file.text.slice(fn.start, fn.end))
      )
        return;
      const name =
        fn.id?.name ??
        (fn.parent?.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier'
          ? fn.parent.id.name
          : null);
      if (name === null) return;
      const copies = look.code.byType
        .get('AssignmentExpression')
        ?.some(
          (write) =>
            write.type === 'AssignmentExpression' &&
            isWithin(write, node.body) &&
            write.left.type === 'MemberExpression' &&
            write.left.computed &&
            write.left.property.type === 'Identifier' &&
            write.left.property.name === key.name &&
            /\[/.test(look.file.text.slice(write.right.start, write.right.end)),
        );
      const recursion = look.code.callsByName
        .get(name)
        ?.some(
          (call) =>
            isWithin(call, node.body) &&
            call.arguments.length >= 2 &&
            call.arguments.slice(0, 2).every((arg) => arg.type === 'MemberExpression' && arg.computed),
        );
      if (copies && recursion)
        look.report(
          node,
          `\`${key.name}\` may be \`__proto__\`: the loop then writes to the prototype of all objects`,
          { confidence: 'review' },
        );
    },
  },
});

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
  if (writes)
    look.report(
      node,
      `${look.quote(node)}: one of the keys may be \`__proto__\`, and what is written then is in all objects`,
      { confidence: 'review' },
    );
}

import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { resolved } from '../program/constant.ts';
import { memberName } from '../program/node.ts';

export const propertyOfInput = codeRule({
  id: 'code/property-of-input',
  title: 'A property is written under a name from outside',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-915', 'CWE-522'],
  kind: 'security',
  what: '`object[name] = value` with a name from the request, without a check that it is an allowed one.',
  why: 'Any property can be set, those the program relies on (`isAdmin`, `toString`) included.',
  fix: 'Use a `Map`, or test the name against a list.',
  bad: [{ 'app.js': 'app.post("/", (req) => {\n  user[req.query.field] = req.query.value;\n});\n' }],
  good: [
    {
      'app.js':
        'app.post("/", (req) => {\n  if (!["name", "city"].includes(req.query.field)) return;\n  user[req.query.field] = req.query.value;\n});\n',
    },
    {
      'app.js':
        'app.post("/", (req) => {\n  const users = Object.create(null);\n  users.name = req.query.name;\n});\n',
    },
  ],
  words: ['\\]\\s*=[^=>]'],
  needsSource: true,
  nodes: {
    AssignmentExpression(node, look) {
      if (node.left.type !== 'MemberExpression' || !node.left.computed || memberName(node.left) !== null)
        return;
      if (node.left.object.type === 'MemberExpression' && node.left.object.computed) return;
      if (isBare(node.left.object, look)) return;
      const flow = look.flow(node.left.property, { purpose: 'key' });
      if (flow)
        look.report(node, `${flow.what} names the property that is written: ${look.quote(node.left)}`);
    },
  },
});

/** An object without a prototype, made for just this. */
function isBare(object: Node, look: Look): boolean {
  const made = resolved(look.code, object);
  return made.type === 'CallExpression' && look.name(made.callee) === 'Object.create';
}

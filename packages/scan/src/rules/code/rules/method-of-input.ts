import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { bindingAt } from '../program/code.ts';
import { memberName, unwrapped } from '../program/node.ts';

export const methodOfInput = codeRule({
  id: 'code/method-of-input',
  title: 'The method to call comes from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-470'],
  kind: 'security',
  what: 'A method is picked from an object by a name from outside and called, without a check that it is one of the allowed ones.',
  why: 'Every object has methods nobody thinks of (`constructor`, `__defineGetter__`): with them the call reaches code that was never offered.',
  fix: 'Look the name up in a `Map`, or test `Object.hasOwn(actions, name)` first.',
  bad: [
    { 'api.js': 'app.post("/", (req, res) => res.json(actions[req.body.action](req.body)));\n' },
    {
      'page.js':
        'window.addEventListener("message", (event) => window[event.data.name](event.data.value));\n',
    },
    {
      'run.js':
        'app.get("/", (req, res) => {\n  const action = actions[req.query.action];\n  action();\n});\n',
    },
  ],
  good: [
    {
      'api.js':
        'app.post("/", (req, res) => {\n  if (!Object.hasOwn(actions, req.body.action)) return res.sendStatus(400);\n  actions[req.body.action](req.body);\n});\n',
    },
    { 'api.js': 'app.post("/", (req) => actions.get(req.body.action)(req.body));\n' },
  ],
  words: [
    '\\]\\s*(?:\\?\\.)?\\(',
    '\\b(?<named>[\\w$]{1,40}) = [\\w$.]{1,60}\\[[^\\]\\n]{1,80}\\];?\\n[\\s\\S]{0,300}?\\b\\k<named>\\(',
  ],
  needsSource: true,
  nodes: {
    MemberExpression(node, look) {
      if (!node.computed || memberName(node) !== null || !(isCalled(node) || isCalledByName(node, look)))
        return;
      const flow = look.flow(node.property, { purpose: 'key' });
      if (flow)
        look.reportFlow(node, flow, `${flow.what} names the method that is called: ${look.quote(node)}`);
    },
  },
});

function isCalled(node: Node): boolean {
  const call = node.parent;
  return call?.type === 'CallExpression' && unwrapped(call.callee) === node;
}

/** `const action = actions[name]; … action()`. */
function isCalledByName(node: Node, look: Look): boolean {
  const { parent } = node;
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'Identifier')
    return false;
  const binding = bindingAt(look.code, parent.id.name, parent);
  return (look.code.callsByName.get(parent.id.name) ?? []).some(
    (call) => call.callee.type === 'Identifier' && bindingAt(look.code, call.callee.name, call) === binding,
  );
}

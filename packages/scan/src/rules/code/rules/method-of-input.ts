import type { Node } from 'oxc-parser';
import { codeRule } from '../code-rule.ts';
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
  ],
  good: [
    {
      'api.js':
        'app.post("/", (req, res) => {\n  if (!Object.hasOwn(actions, req.body.action)) return res.sendStatus(400);\n  actions[req.body.action](req.body);\n});\n',
    },
    { 'api.js': 'app.post("/", (req) => actions.get(req.body.action)(req.body));\n' },
  ],
  words: ['\\]\\s*(?:\\?\\.)?\\('],
  needsSource: true,
  nodes: {
    MemberExpression(node, look) {
      if (!node.computed || memberName(node) !== null || !isCalled(node)) return;
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

import type { Node } from 'oxc-parser';
import { flowRule } from '../flow-rule.ts';
import type { Code } from '../program/code.ts';
import { isConstant, resolved } from '../program/constant.ts';

export const evalOfValue = flowRule({
  id: 'code/eval-of-value',
  title: 'Code is made from a value and run',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-95', 'CWE-79'],
  kind: 'security',
  what: '`eval`, `new Function` or a timer is given text that is no literal. Where it is seen to come from outside the hit is `likely`, else it is for review.',
  why: 'Whoever chooses any part of that text runs code of their own in your process or in the browser of your user.',
  fix: 'Parse the value (`JSON.parse`), or look the operation up in a table of functions.',
  bad: [
    { 'server.js': 'app.get("/", (req) => eval(req.query.sum));\n' },
    { 'make.ts': 'export const make = (body: string) => new Function("x", body);\n' },
    {
      'page.js':
        'const run = decodeURIComponent(location.hash.slice(1));\nsetTimeout("show(" + run + ")", 10);\n',
    },
  ],
  good: [
    { 'server.js': 'app.get("/", (req) => JSON.parse(req.query.sum));\n' },
    { 'root.js': 'const root = new Function("return this")();\nsetTimeout(() => eval("1 + 1"), 10);\n' },
    { 'db.js': 'db.eval(script);\n' },
  ],
  references: [
    'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/eval#never_use_direct_eval!',
  ],
  words: [
    '\\beval\\s*\\(',
    '\\(0,\\s*eval\\)',
    '\\bFunction\\s*\\(',
    'execScript',
    'set(?:Timeout|Interval)\\s*\\(\\s*(?:["\\\'`]|[\\w$.]+\\s*\\+)',
  ],
  purpose: 'code',
  sinks: [
    { of: ['eval', 'window.eval', 'execScript'] },
    { of: ['Function'], args: [0, 1, 2, 3, 4] },
    {
      of: ['setTimeout', 'setInterval', 'setImmediate'],
      when: (call, look) => call.type === 'CallExpression' && isText(call.arguments[0], look.code),
    },
  ],
  harm: 'is run as code',
  unknown(value, look) {
    if (isConstant(look.code, value)) return null;
    const kind = resolved(look.code, value).type;
    // `Function(name => …)` and numbers are no text.
    return kind === 'ArrowFunctionExpression' || kind === 'FunctionExpression'
      ? null
      : `what ${look.quote(value)} holds is run as code`;
  },
});

/** A timer runs text; most are given functions, by name, too. */
function isText(node: Node | undefined, code: Code): boolean {
  if (!node) return false;
  const value = resolved(code, node);
  return value.type === 'TemplateLiteral' || (value.type === 'BinaryExpression' && value.operator === '+');
}

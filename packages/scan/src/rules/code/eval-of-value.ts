import { type CallExpression, type NewExpression, Visitor } from 'oxc-parser';
import { fileRule } from '../../engine/rule.ts';
import { javascript } from './javascript.ts';

export const evalOfValue = fileRule({
  id: 'code/eval-of-value',
  title: 'Code is made from a value and run',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-95'],
  kind: 'security',
  what: '`eval`, or `new Function`, is called with something other than a literal.',
  why: 'If any part of that value comes from outside, whoever sends it runs code of their own in your process.',
  fix: 'Parse the value (`JSON.parse`), or look the operation up in a table of functions.',
  bad: [
    { 'server.js': 'app.get("/", (req) => eval(req.query.sum));\n' },
    { 'make.ts': 'export const make = (body: string) => new Function("x", body);\n' },
  ],
  good: [
    { 'server.js': 'app.get("/", (req) => JSON.parse(req.query.sum));\n' },
    { 'root.js': 'const root = new Function("return this")();\n' },
    { 'db.js': 'db.eval(script);\n' },
  ],
  references: [
    'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/eval#never_use_direct_eval!',
  ],
  wants: ['javascript', 'typescript'],
  check(file, report) {
    if (!/\b(eval|Function)\s*\(/.test(file.text)) return;
    const look = (call: CallExpression | NewExpression) => {
      if (call.callee.type !== 'Identifier' || !/^(eval|Function)$/.test(call.callee.name)) return;
      const code = call.arguments.at(-1);
      if (
        !code ||
        code.type === 'Literal' ||
        (code.type === 'TemplateLiteral' && code.expressions.length === 0)
      )
        return;
      report({
        start: call.start,
        end: call.end,
        message: `\`${call.callee.name}\` runs what \`${file.text.slice(code.start, code.end).slice(0, 60)}\` holds`,
      });
    };
    new Visitor({ CallExpression: look, NewExpression: look }).visit(file.tree(javascript));
  },
});

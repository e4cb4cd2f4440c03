import { codeRule } from '../code-rule.ts';
import { isConstant, resolved } from '../program/constant.ts';
import { isFunction, keyName } from '../program/node.ts';

export const nosqlJavascript = codeRule({
  id: 'code/nosql-javascript',
  title: 'MongoDB runs code made from values',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-943'],
  kind: 'security',
  what: '`$where`, `$function` or `mapReduce` is given text that is put together.',
  why: 'MongoDB runs that text as JavaScript, on every document; a quote in the value lets the attacker write it.',
  fix: 'Express the condition with operators (`$eq`, `$gt`, `$expr`).',
  bad: [{ 'find.js': 'app.get("/", (req) => users.find({ $where: `this.age > ${req.query.age}` }));\n' }],
  good: [
    { 'find.js': 'app.get("/", (req) => users.find({ age: { $gt: Number(req.query.age) } }));\n' },
    { 'find.js': 'users.find({ $where: "this.a > this.b" });\n' },
  ],
  words: ['\\$where', '\\$function', '\\$accumulator'],
  nodes: {
    Property(node, look) {
      if (
        node.parent?.type !== 'ObjectExpression' ||
        !/^\$(where|function|accumulator)$/.test(keyName(node) ?? '')
      )
        return;
      const value = resolved(look.code, node.value);
      if (isConstant(look.code, value) || isFunction(value) || value.type === 'ObjectExpression') return;
      const flow = look.flow(node.value, { purpose: 'code' });
      const message = `MongoDB runs ${look.quote(node.value)} as JavaScript`;
      if (flow) look.reportFlow(node, flow, message);
      else look.report(node, message, { confidence: 'review' });
    },
  },
});

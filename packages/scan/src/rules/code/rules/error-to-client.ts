import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { type Call, isFunction, memberName, unwrapped } from '../program/node.ts';
import { isResponseMethod } from '../program/response.ts';

export const errorToClient = codeRule({
  id: 'code/error-to-client',
  title: 'Visitors are shown the stack of an error',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-209'],
  kind: 'security',
  what: 'The stack of an error is part of an answer, or `errorhandler` is used whatever the environment.',
  why: 'It names files, versions and statements of the database: half of what an attack has to find out.',
  fix: 'Log the error, and answer with a number the log can be searched for.',
  bad: [
    { 'app.js': 'app.use((error, req, res, next) => res.status(500).send(error.stack));\n' },
    {
      'app.js':
        'app.get("/", (req, res) => run().catch((e) => res.json({ message: e.message, stack: e.stack })));\n',
    },
    { 'app.js': 'const errorHandler = require("errorhandler");\napp.use(errorHandler());\n' },
  ],
  good: [
    {
      'app.js':
        'app.use((error, req, res, next) => {\n  log.error(error.stack);\n  res.status(500).send("sorry");\n});\n',
    },
    {
      'app.js':
        'app.use((error, req, res, next) => res.json({ stack: process.env.NODE_ENV === "production" ? undefined : error.stack }));\n',
    },
    {
      'app.js':
        'const errorHandler = require("errorhandler");\nif (process.env.NODE_ENV === "development") app.use(errorHandler());\n',
    },
  ],
  references: ['https://expressjs.com/en/resources/middleware/errorhandler.html'],
  words: ['\\b(?:res|response|reply|resp)\\s*\\.[\\s\\S]{0,300}?\\.stack\\b', '["\']errorhandler["\']'],
  nodes: {
    MemberExpression(node, look) {
      if (memberName(node) !== 'stack' || node.object.type !== 'Identifier') return;
      if (!/^(e|err|error|ex|exception|reason)$/i.test(node.object.name)) return;
      const call = answerAround(node, look);
      if (call && !isDevelopment(node, look)) look.report(call, `${look.quote(node)} is part of the answer`);
    },
  },
  calls: [
    {
      of: ['errorhandler'],
      look(call, look) {
        if (!isDevelopment(call, look)) look.report(call, 'stacks are shown in production, too');
      },
    },
  ],
});

/** The call that answers with a value, as an argument or inside an object that is one. */
function answerAround(node: Node, look: Look): Call | null {
  for (let at: Node | null | undefined = node.parent; at && !isFunction(at); at = at.parent) {
    if (at.type !== 'CallExpression') continue;
    const callee = unwrapped(at.callee);
    const method = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
    if (/^(send|json|end|write|jsonp|render)$/.test(method) && isResponseMethod(look.name(callee) ?? ''))
      return at;
    if (!/^(String|stringify|toString|format|replace|split|join|slice)$/.test(method)) return null;
  }
  return null;
}

/** Is it within a condition, or after one, that asks for the environment? */
function isDevelopment(node: Node, look: Look): boolean {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) {
    if (at.type !== 'IfStatement' && at.type !== 'ConditionalExpression' && at.type !== 'LogicalExpression')
      continue;
    const test = at.type === 'LogicalExpression' ? at.left : at.test;
    if (/env|dev|debug|prod|local/i.test(look.file.text.slice(test.start, test.end))) return true;
  }
  return false;
}

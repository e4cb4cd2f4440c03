import type { Node } from 'oxc-parser';
import type { CodeRule, Look } from '../code-rule.ts';
import { returnsOf } from '../flow/returns.ts';
import { flowRule } from '../flow-rule.ts';
import { constantString, optionIn } from '../program/constant.ts';
import { calledName } from '../program/node.ts';
import { isResponseMethod } from '../program/response.ts';

const rule = flowRule({
  id: 'code/redirect-to-input',
  title: 'Visitors are sent where a value says',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-601'],
  kind: 'security',
  what: 'The address of a redirect, host included, comes from outside.',
  why: 'A link to your site that ends on the attacker’s copy of it takes passwords and tokens from people who trusted the link.',
  fix: 'Take a path only: parse with `new URL(value, own)` and compare the origin, or choose from a list.',
  bad: [
    { 'login.js': 'app.get("/login", (req, res) => res.redirect(req.query.next));\n' },
    { 'koa.js': 'const Koa = require("koa");\napp.use(async (ctx) => ctx.redirect(ctx.query.to));\n' },
    {
      'head.js':
        'app.get("/", (req, res) => {\n  res.writeHead(302, { Location: req.query.to });\n  res.end();\n});\n',
    },
    {
      'page.ts':
        'class Pages {\n  @Redirect("https://example.org")\n  next(@Query("to") to: string) {\n    return { url: to };\n  }\n}\n',
    },
  ],
  good: [
    { 'login.js': 'app.get("/login", (req, res) => res.redirect("/users/" + req.query.name));\n' },
    {
      'login.js':
        'app.get("/login", (req, res) => {\n  const { next } = req.query;\n  if (!allowed.has(next)) return res.redirect("/");\n  res.redirect(next);\n});\n',
    },
    { 'https.js': 'app.use((req, res) => res.redirect(`https://example.org${req.url}`));\n' },
  ],
  words: ['[rR]edirect', 'writeHead', '["\\\']?[lL]ocation["\\\']'],
  purpose: 'redirect',
  sinks: [
    { of: ['*.redirect', '*.location'], args: [0, 1], when: answers },
    {
      of: [
        'next/navigation.redirect',
        'next/navigation.permanentRedirect',
        'redirect',
        '@remix-run/node.redirect',
        'react-router.redirect',
        'NextResponse.redirect',
        'next/server.NextResponse.redirect',
        'Response.redirect',
      ],
    },
    {
      of: ['*.setHeader', '*.set', '*.header'],
      args: [1],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[0] !== undefined &&
        /^location$/i.test(constantString(look.code, call.arguments[0]) ?? ''),
    },
    {
      of: ['*.writeHead'],
      args: [1],
      options: ['Location', 'location'],
      when: (call) => call.type === 'CallExpression' && call.arguments[1]?.type === 'ObjectExpression',
    },
  ],
  harm: 'is where the visitor is sent',
});

function answers(_call: Node, _look: Look, name: string): boolean {
  return isResponseMethod(name) || /(^|[.$])(ctx|context|c|this)\.redirect$/.test(name);
}

/** What a method of Nest returns under `@Redirect()` takes the decorator's place: `{ url, statusCode }`. */
export const redirectToInput: CodeRule = {
  ...rule,
  nodes: {
    ...rule.nodes,
    Decorator(node, look) {
      const { expression, parent } = node;
      if (expression.type !== 'CallExpression' || calledName(expression) !== 'Redirect') return;
      if (parent?.type !== 'MethodDefinition') return;
      for (const returned of returnsOf(parent.value)) {
        const url = optionIn(look.code, returned, 'url');
        const flow = url ? look.flow(url, { purpose: 'redirect' }) : null;
        if (flow && url)
          look.reportFlow(returned, flow, `${flow.what} is where the visitor is sent: ${look.quote(url)}`);
      }
    },
  },
};

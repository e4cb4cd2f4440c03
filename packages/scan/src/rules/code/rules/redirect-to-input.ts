import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { constantString } from '../program/constant.ts';
import { isResponseMethod } from '../program/response.ts';

export const redirectToInput = flowRule({
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
  ],
  good: [
    { 'login.js': 'app.get("/login", (req, res) => res.redirect("/users/" + req.query.name));\n' },
    {
      'login.js':
        'app.get("/login", (req, res) => {\n  const { next } = req.query;\n  if (!allowed.has(next)) return res.redirect("/");\n  res.redirect(next);\n});\n',
    },
    { 'https.js': 'app.use((req, res) => res.redirect(`https://example.org${req.url}`));\n' },
  ],
  words: ['redirect', '["\\\']?[lL]ocation["\\\']'],
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

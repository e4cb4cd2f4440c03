import type { Node } from 'oxc-parser';
import { isTestPath } from '../../../engine/test-path.ts';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { leadingText, resolved } from '../program/constant.ts';
import { isResponseMethod } from '../program/response.ts';

export const responseOfInput = flowRule({
  id: 'code/response-of-input',
  title: 'A page is answered with what the request said',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-79'],
  kind: 'security',
  what: 'Text of the request is sent back as HTML without being escaped.',
  why: 'A link with a script in it runs that script in the reader’s browser, with the reader’s session.',
  fix: 'Answer with a template that escapes, with `res.json`, or escape the value for HTML.',
  bad: [
    {
      'app.js':
        'app.get("/", (req, res) => {\n  const { name } = req.query;\n  res.send("<h1>Hello " + name + "</h1>");\n});\n',
    },
    {
      'app.js':
        'const fastify = require("fastify")();\nfastify.get("/", async (request, reply) => reply.type("text/html").send("<p>" + request.query.name + "</p>"));\n',
    },
    {
      'raw.js':
        'require("http").createServer((req, res) => res.end(`<p>${decodeURIComponent(req.url)}</p>`));\n',
    },
    {
      'app.ts':
        'import { Hono } from "hono";\nnew Hono().get("/", (c) => c.html("<p>" + c.req.query("name") + "</p>"));\n',
    },
  ],
  good: [
    { 'app.js': 'app.get("/", (req, res) => res.json({ name: req.query.name }));\n' },
    {
      'app.js':
        'const escapeHtml = require("escape-html");\napp.get("/", (req, res) => res.send("<h1>" + escapeHtml(req.query.name) + "</h1>"));\n',
    },
    { 'app.js': 'app.get("/", (req, res) => res.type("text").send(`got ${req.query.name}`));\n' },
    { 'app.js': 'app.get("/", (req, res) => res.write(`data: ${JSON.stringify(req.query)}\\n\\n`));\n' },
    { 'app.js': 'app.get("/", (req, res) => res.send({ name: req.query.name }));\n' },
  ],
  words: ['\\.(?:send|write|end|html)\\b', '\\.body\\s*=', 'statusCode'],
  purpose: 'html',
  sinks: [
    { of: ['*.send', '*.write', '*.end'], when: isHtmlAnswer },
    {
      of: ['*.html'],
      when: (_, look, name) => /(^|[.$])(c|ctx|context)\.html$/.test(name) && look.code.modules.has('hono'),
    },
    { assigned: ['body'], when: (_, look, name) => name === 'body' && look.code.modules.has('koa') },
  ],
  harm: 'is sent as HTML',
});

/** Does it answer with text that a browser takes for HTML? */
function isHtmlAnswer(call: Node, look: Look, name: string): boolean {
  // Tests of a server answer themselves.
  if (call.type !== 'CallExpression' || !isResponseMethod(name) || isTestPath(look.file.path)) return false;
  const [body] = call.arguments;
  if (!body) return false;
  const value = resolved(look.code, body);
  if (value.type === 'CallExpression' && look.name(value.callee) === 'JSON.stringify') return false;
  // Objects are answered as JSON.
  if (value.type === 'ObjectExpression' || value.type === 'ArrayExpression') return false;
  if (
    /^(req|request|ctx)\.(body|query|params|headers|cookies)$/.test(
      look.file.text.slice(body.start, body.end),
    )
  )
    return false;
  // Events of a stream are no page.
  if (/^(data|event|id|retry): ?/.test(leadingText(look.code, value))) return false;
  return !/\.(type|contentType|header|set|setHeader|json|writeHead)\([^)]{0,200}\b(json|text\/plain|text(?!\/html)|txt|xml|csv|javascript|event-stream)\b/.test(
    look.file.text.slice(Math.max(call.start - 400, startOfFunction(call)), call.end),
  );
}

function startOfFunction(node: Node): number {
  for (let at = node.parent; at; at = at.parent) if (/Function/.test(at.type)) return at.start;
  return 0;
}

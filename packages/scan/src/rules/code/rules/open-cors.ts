import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { constantString, isFalse, isTrue, optionIn, resolved } from '../program/constant.ts';
import { argumentOf } from '../program/node.ts';
import { headerOf } from '../program/response.ts';

export const openCors = codeRule({
  id: 'code/open-cors',
  title: 'Other sites may read answers meant for the user',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-942', 'CWE-346', 'CWE-183'],
  kind: 'security',
  what: 'The `Origin` of the request is allowed as it came: by `cors({ origin: true, credentials: true })`, or by a header copied from the request. `*` is for review.',
  why: 'Any page a user visits reads your answers with the user’s cookies.',
  fix: 'Compare the origin with a list, and answer with the one of the list.',
  bad: [
    { 'app.js': 'const cors = require("cors");\napp.use(cors({ origin: true, credentials: true }));\n' },
    {
      'app.js':
        'app.use((req, res, next) => {\n  res.setHeader("Access-Control-Allow-Origin", req.headers.origin);\n  res.setHeader("Access-Control-Allow-Credentials", "true");\n  next();\n});\n',
    },
    {
      'app.js':
        'const cors = require("cors");\napp.use(cors({ origin: /example.com$/, credentials: true }));\n',
    },
  ],
  good: [
    {
      'app.js': 'const cors = require("cors");\napp.use(cors({ origin: /\\.example\\.com$/ }));\n',
    },
    {
      'app.js':
        'const cors = require("cors");\napp.use(cors({ origin: "https://example.org", credentials: true }));\n',
    },
    {
      'app.js':
        'app.use((req, res, next) => {\n  if (allowed.includes(req.headers.origin)) res.setHeader("Access-Control-Allow-Origin", req.headers.origin);\n  next();\n});\n',
    },
  ],
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS'],
  words: ['\\bcors\\b', '[eE]nableCors', 'Access-Control', 'access-control'],
  calls: [
    {
      of: ['cors', '@koa/cors', '@fastify/cors', 'koa-cors', 'koa2-cors', '*.enableCors'],
      look(call, look) {
        const options = argumentOf(call, 0);
        if (!options) return;
        const origin = optionIn(look.code, options, 'origin');
        const credentials = optionIn(look.code, options, 'credentials');
        const isAny =
          origin !== null && (isTrue(look.code, origin) || constantString(look.code, origin) === '*');
        const reflected = origin ? resolved(look.code, origin) : null;
        const isReflected =
          reflected?.type === 'ArrowFunctionExpression' &&
          /\(null,\s*(true|origin)\)|=>\s*origin\b/.test(
            look.file.text.slice(reflected.start, reflected.end),
          ) &&
          !/if|includes|has\(|\?/.test(look.file.text.slice(reflected.start, reflected.end));
        const loose = reflected ? looseOrigins(reflected) : [];
        if (loose.length > 0)
          look.report(call, `${look.quote(loose[0] ?? call)} also matches hosts of others`, {
            severity: 'medium',
          });
        if ((isAny && origin && isTrue(look.code, origin)) || isReflected) {
          if (credentials && isTrue(look.code, credentials))
            look.report(call, 'every origin is allowed, with cookies');
        } else if (isAny)
          look.report(call, 'every origin may read the answers', { confidence: 'review', severity: 'low' });
      },
    },
    {
      of: ['*.setHeader', '*.set', '*.header', '*.append'],
      look(call, look) {
        const name = call.arguments[0] ? constantString(look.code, call.arguments[0]) : null;
        const value = call.arguments[1];
        if (name === null || !/^access-control-allow-origin$/i.test(name) || !value) return;
        if (constantString(look.code, value) === '*')
          return look.report(call, 'every origin may read the answers', {
            confidence: 'review',
            severity: 'low',
          });
        reportReflected(call, value, look);
      },
    },
    {
      of: ['NestFactory.create', '@nestjs/core.NestFactory.create'],
      look(call, look) {
        const cors = call.arguments[1] ? optionIn(look.code, call.arguments[1], 'cors') : null;
        const origin = cors ? optionIn(look.code, cors, 'origin') : null;
        if (cors && (isTrue(look.code, cors) || (origin && constantString(look.code, origin) === '*')))
          look.report(call, 'every origin may read the answers', { confidence: 'review', severity: 'low' });
      },
    },
    {
      of: ['*.enableCors'],
      look(call, look) {
        if (call.arguments.length === 0 && !isFalse(look.code, call))
          look.report(call, 'every origin may read the answers', { confidence: 'review', severity: 'low' });
      },
    },
  ],
  nodes: {
    Decorator(node, look) {
      const [name, value] = headerOf(look.code, node);
      if (/^access-control-allow-origin$/i.test(name ?? '') && value === '*')
        look.report(node, 'every origin may read the answers', { confidence: 'review', severity: 'low' });
    },
    Property(node, look) {
      if (
        node.key.type !== 'Literal' ||
        !/^access-control-allow-origin$/i.test(String(node.key.value)) ||
        node.parent?.type !== 'ObjectExpression'
      )
        return;
      if (constantString(look.code, node.value) === '*')
        look.report(node, 'every origin may read the answers', { confidence: 'review', severity: 'low' });
      reportReflected(node, node.value, look);
    },
  },
});

/** Without cookies a copied origin says no more than `*`. */
function reportReflected(at: Node, value: Node, look: Look): void {
  const flow = look.flow(value, { purpose: 'text' });
  if (!flow) return;
  const message = `the origin is allowed as it came: ${look.quote(value)}`;
  if (/allow-credentials/i.test(look.file.text)) look.reportFlow(at, flow, message);
  else look.report(at, message, { confidence: 'review', severity: 'low' });
}

/** Patterns for an origin that do not say where the host begins or ends, or hold a dot for any character. */
function looseOrigins(origin: Node): Node[] {
  const all = origin.type === 'ArrayExpression' ? origin.elements : [origin];
  return all.filter((one) => {
    if (one?.type !== 'Literal' || !('regex' in one)) return false;
    const { pattern } = one.regex;
    const isOpen = !/^\^|^\\\.|^\(\^\||^\(\?:\^\|/.test(pattern) || !/\$\)?$/.test(pattern);
    return isOpen || /[a-z](?<!\\[a-z])\.(com|org|net|io|dev|app)/i.test(pattern);
  }) as Node[];
}

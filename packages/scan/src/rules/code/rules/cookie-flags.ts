import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { codeRule } from '../code-rule.ts';
import { constantString, isFalse, isWholeObject, optionIn, resolved } from '../program/constant.ts';
import { isResponseMethod } from '../program/response.ts';

export const cookieFlags = codeRule({
  id: 'code/cookie-flags',
  title: 'A session cookie is left open to scripts or plain HTTP',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1004', 'CWE-614', 'CWE-522'],
  kind: 'security',
  what: '`httpOnly: false` or `secure: false` is written for a cookie; or a session, or a cookie with the name of a session or a token, is set up without them.',
  why: 'A script injected into the page reads it; on plain HTTP everybody on the way does.',
  fix: 'Set `{ httpOnly: true, secure: true, sameSite: "lax" }`.',
  bad: [
    {
      'app.js':
        'const session = require("express-session");\napp.use(session({ secret, cookie: { httpOnly: false } }));\n',
    },
    { 'app.js': 'app.post("/", (req, res) => res.cookie("session_token", token));\n' },
  ],
  good: [
    {
      'app.js':
        'app.post("/", (req, res) => res.cookie("session_token", token, { httpOnly: true, secure: true }));\n',
    },
    { 'app.js': 'app.post("/", (req, res) => res.cookie("theme", "dark"));\n' },
    {
      'app.js':
        'const session = require("express-session");\napp.use(session({ secret, cookie: { secure: isProduction } }));\n',
    },
  ],
  references: ['https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie'],
  words: [
    '\\.(?:cookie|setCookie)\\(',
    '["\\\'](?:express-session|cookie-session|@fastify/session|koa-session|client-sessions)',
  ],
  calls: [
    {
      of: [
        'express-session',
        'cookie-session',
        '@fastify/session',
        'koa-session',
        'client-sessions',
        'fastify-secure-session',
      ],
      look(call, look) {
        const options = call.arguments[0];
        if (!options) return;
        const cookie = optionIn(look.code, options, 'cookie') ?? options;
        offIn(cookie, look);
        if (
          isWholeObject(look.code, options) &&
          isWholeObject(look.code, cookie) &&
          !saysSecure(cookie, look)
        )
          look.report(call, 'nothing says that the cookie is for HTTPS alone', {
            severity: 'low',
            confidence: 'review',
          });
      },
    },
    {
      of: ['*.cookie', '*.setCookie'],
      look(call, look, name) {
        if (!isResponseMethod(name)) return;
        const cookieName = call.arguments[0] ? (constantString(look.code, call.arguments[0]) ?? '') : '';
        const options = call.arguments[2];
        if (!/sess|token|auth|jwt|sid$/i.test(cookieName) || /csrf|xsrf/i.test(cookieName)) return;
        if (!options) return look.report(call, `\`${cookieName}\` is set without httpOnly and secure`);
        offIn(options, look);
        const object = resolved(look.code, options);
        if (
          object.type !== 'ObjectExpression' ||
          object.properties.some(({ type }) => type === 'SpreadElement')
        )
          return;
        if (optionIn(look.code, object, 'httpOnly') === null)
          look.report(call, `\`${cookieName}\` is set without httpOnly`);
      },
    },
  ],
});

const saysSecure = (cookie: Node, look: Look): boolean =>
  ['secure', 'secureProxy'].some((name) => optionIn(look.code, cookie, name) !== null);

function offIn(cookie: Node, look: Look): void {
  for (const name of ['httpOnly', 'secure', 'httponly']) {
    const value = optionIn(look.code, cookie, name);
    if (value && isFalse(look.code, value)) look.report(value, `\`${name}\` is off`);
  }
}

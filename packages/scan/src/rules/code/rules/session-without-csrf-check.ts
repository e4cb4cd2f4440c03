import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { isWholeObject, optionIn } from '../program/constant.ts';

const checks =
  /^(csurf|@dr\.pogodin\/csurf|lusca|csrf|csrf-csrf|csrf-sync|tiny-csrf|xsrf|koa-csrf|@fastify\/csrf-protection|fastify-csrf|ncsrf|edge-csrf)$/;

export const sessionWithoutCsrfCheck = codeRule({
  id: 'code/session-without-csrf-check',
  title: 'Forms of other sites are accepted with the user’s session',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-352'],
  kind: 'security',
  what: 'A server keeps users logged in by a cookie, says nothing of `sameSite`, and this file sets up no check of where a request comes from.',
  why: 'A page of anybody submits a form to you, and the browser sends the cookie along: mail address, password and orders change in the user’s name.',
  fix: 'Set `cookie: { sameSite: "lax" }`, and check a token or the `Sec-Fetch-Site` header on everything that changes something.',
  bad: [
    {
      'app.js':
        'const session = require("express-session");\napp.use(session({ secret: process.env.SECRET, cookie: { secure: true } }));\napp.post("/email", change);\n',
    },
  ],
  good: [
    {
      'app.js':
        'const session = require("express-session");\napp.use(session({ secret: process.env.SECRET, cookie: { secure: true, sameSite: "lax" } }));\n',
    },
    {
      'app.js':
        'const session = require("express-session");\nconst lusca = require("lusca");\napp.use(session({ secret: process.env.SECRET }));\napp.use(lusca.csrf());\n',
    },
    { 'app.js': 'const session = require("express-session");\napp.use(session(options));\n' },
  ],
  references: [
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  words: ['["\'](?:express-session|cookie-session|koa-session|client-sessions|@fastify/session)["\']'],
  calls: [
    {
      of: ['express-session', 'cookie-session', 'koa-session', 'client-sessions', '@fastify/session'],
      look(call, look) {
        const [options] = call.arguments;
        if (!options || isChecked(look)) return;
        const cookie = optionIn(look.code, options, 'cookie');
        if (!isSilent(options, look) || (cookie && !isSilent(cookie, look))) return;
        look.report(call, 'the cookie goes along with requests of other sites, and nothing checks them');
      },
    },
  ],
});

const isChecked = (look: Look): boolean =>
  [...look.code.modules].some((module) => checks.test(module)) ||
  ['csrf', 'csurf', 'csrfProtection', 'doubleCsrf', 'generateToken'].some((name) =>
    look.code.callsByName.has(name),
  );

const isSilent = (options: Node, look: Look): boolean =>
  isWholeObject(look.code, options) && optionIn(look.code, options, 'sameSite') === null;

import { codeRule } from '../code-rule.ts';
import { enclosing, isFunction, isWithin } from '../program/node.ts';

export const jwtNotVerified = codeRule({
  id: 'code/jwt-not-verified',
  title: 'A token is read but never verified',
  severity: 'high',
  confidence: 'review',
  weakness: ['CWE-345', 'CWE-347'],
  kind: 'security',
  what: '`jwt.decode` is used on the server, and the function around it verifies none.',
  why: '`decode` only takes the token apart: what it says may be written by anybody.',
  fix: 'Use `jwt.verify` with the key and a list of algorithms.',
  bad: [
    {
      'auth.js':
        'const jwt = require("jsonwebtoken");\napp.use((req, res, next) => {\n  req.user = jwt.decode(req.headers.authorization);\n  next();\n});\n',
    },
  ],
  good: [
    {
      'auth.js':
        'const jwt = require("jsonwebtoken");\nconst { kid } = jwt.decode(token, { complete: true }).header;\njwt.verify(token, keys[kid], { algorithms: ["RS256"] });\n',
    },
  ],
  words: ['["\\\'](?:jsonwebtoken|jose)["\\\']'],
  calls: [
    {
      of: [
        'jsonwebtoken.decode',
        'jose.decodeJwt',
        'jose.JWT.decode',
        'fast-jwt.createDecoder',
        'express-jwt.decode',
      ],
      look(call, look) {
        const fn = enclosing(call, isFunction) ?? look.code.program;
        const isVerified = ['verify', 'jwtVerify', 'verifyToken'].some((name) =>
          look.code.callsByName.get(name)?.some((other) => isWithin(other, fn)),
        );
        if (isVerified) return;
        look.report(call, 'what the token says is believed without its signature');
      },
    },
  ],
});

import { codeRule } from '../code-rule.ts';

export const jwtNotVerified = codeRule({
  id: 'code/jwt-not-verified',
  title: 'A token is read but never verified',
  severity: 'high',
  confidence: 'review',
  weakness: ['CWE-345', 'CWE-347'],
  kind: 'security',
  what: '`jwt.decode` is used on the server, and nothing in the file verifies a token.',
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
      of: ['jsonwebtoken.decode', 'jose.decodeJwt'],
      look(call, look) {
        if (look.code.callsByName.has('verify') || look.code.callsByName.has('jwtVerify')) return;
        look.report(call, 'what the token says is believed without its signature');
      },
    },
  ],
});

import { codeRule } from '../code-rule.ts';
import { resolved } from '../program/constant.ts';
import { keyName } from '../program/node.ts';

export const secretInToken = codeRule({
  id: 'code/secret-in-token',
  title: 'A password, or a whole user, is put into a token',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-522', 'CWE-312'],
  kind: 'security',
  what: 'The payload of a JSON Web Token holds a password, or is a whole record.',
  why: 'A token is signed, not encrypted: whoever has it reads all of it.',
  fix: 'Put the id of the user in, and nothing else that matters.',
  bad: [
    {
      'auth.js':
        'const jwt = require("jsonwebtoken");\njwt.sign({ id: user.id, password: user.password }, key);\n',
    },
  ],
  good: [{ 'auth.js': 'const jwt = require("jsonwebtoken");\njwt.sign({ id: user.id }, key);\n' }],
  words: ['["\\\'](?:jsonwebtoken|jwt-simple|jose)["\\\']'],
  calls: [
    {
      of: ['jsonwebtoken.sign', 'jose.JWT.sign', 'jwt-simple.encode'],
      look(call, look) {
        const [payload] = call.arguments;
        if (!payload) return;
        const value = resolved(look.code, payload);
        if (value.type === 'ObjectExpression') {
          const secret = value.properties.find(
            (property) =>
              property.type === 'Property' &&
              /^(password|passwd|pwd|pass|secret|ssn)$/i.test(keyName(property) ?? ''),
          );
          if (secret) look.report(call, `${look.quote(secret)} can be read by whoever has the token`);
          return;
        }
        const last = /(\w+)$/.exec(look.file.text.slice(value.start, value.end))?.[1] ?? '';
        if (/^(user|account|person|profile|data|userData)$/i.test(last))
          look.report(call, `all of ${look.quote(value)} can be read by whoever has the token`);
      },
    },
  ],
});

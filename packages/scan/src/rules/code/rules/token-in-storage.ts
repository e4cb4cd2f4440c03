import type { Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { constantString } from '../program/constant.ts';
import { unwrapped } from '../program/node.ts';

export const tokenInStorage = codeRule({
  id: 'code/token-in-storage',
  title: 'A token is kept where every script can read it',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-922'],
  kind: 'security',
  what: 'What a JSON Web Token says, or the token itself, is put into `localStorage`.',
  why: 'One injected script reads it and is the user from then on, from anywhere.',
  fix: 'Keep sessions in an `HttpOnly` cookie.',
  bad: [{ 'login.js': 'localStorage.setItem("jwt_token", answer.token);\n' }],
  good: [
    { 'theme.js': 'localStorage.setItem("theme", "dark");\n' },
    { 'login.js': 'localStorage.removeItem("jwt_token");\n' },
  ],
  words: ['localStorage', 'sessionStorage'],
  calls: [
    {
      of: ['localStorage.setItem', 'sessionStorage.setItem'],
      look(call, look) {
        const [key, value] = call.arguments;
        const name = key ? (constantString(look.code, key) ?? '') : '';
        const made = value ? (look.name(value) ?? '') : '';
        if (!value || constantString(look.code, value) !== null) return;
        if (
          /(^|[_-])(jwt|token|auth_?token|access_?token|id_?token|refresh_?token)$|Token$/i.test(name) ||
          /^jwt-decode|jsonwebtoken/.test(made) ||
          // The key is a constant from elsewhere: the value says what it is, in a file that reads such tokens.
          (name === '' &&
            /^(jwt|token|accessToken|idToken|refreshToken|authToken)$/.test(
              look.file.text.slice(value.start, value.end),
            ) &&
            [...look.code.modules].some((module) => /^(jwt-decode|jsonwebtoken|jose)$/.test(module))) ||
          fromDecoded(value, look)
        )
          look.report(call, `every script of the page reads ${look.quote(value)}`);
      },
    },
  ],
});

/** A part of what `jwtDecode` gave: `JSON.stringify(decoded.exp)`. */
function fromDecoded(value: Node, look: Look): boolean {
  const inner = unwrapped(value);
  if (inner.type === 'CallExpression') return inner.arguments.some((arg) => fromDecoded(arg, look));
  if (inner.type === 'BinaryExpression')
    return inner.left.type !== 'PrivateIdentifier' && fromDecoded(inner.left, look);
  return /^(Identifier|MemberExpression)$/.test(inner.type) && /^jwt-decode[.(]/.test(look.name(inner) ?? '');
}

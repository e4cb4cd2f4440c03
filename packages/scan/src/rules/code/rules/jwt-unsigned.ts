import type { Node } from 'oxc-parser';
import { codeRule } from '../code-rule.ts';
import type { Code } from '../program/code.ts';
import { constantString, isFalse, isTrue, optionIn, resolved } from '../program/constant.ts';

export const jwtUnsigned = codeRule({
  id: 'code/jwt-unsigned',
  title: 'A token is accepted without its signature',
  severity: 'critical',
  confidence: 'certain',
  weakness: ['CWE-347', 'CWE-327', 'CWE-345', 'CWE-287'],
  kind: 'security',
  what: 'The algorithm `none` is allowed for a JSON Web Token, a token is decoded with verification switched off, its expiry is ignored, or a public key may serve as a shared secret.',
  why: 'Anybody writes a token that says they are the administrator.',
  fix: 'Verify with the key and a list of algorithms: `jwt.verify(token, key, { algorithms: ["ES256"] })`.',
  bad: [
    {
      'auth.js':
        'const jwt = require("jsonwebtoken");\njwt.verify(token, key, { algorithms: ["HS256", "none"] });\n',
    },
    { 'auth.js': 'const jwt = require("jwt-simple");\njwt.decode(token, key, true);\n' },
    { 'jose.js': 'const { JWT } = require("jose");\nJWT.verify(token, JWK.None);\n' },
    {
      'auth.js':
        'const jwt = require("jsonwebtoken");\njwt.verify(token, publicKey, { algorithms: ["RS256", "HS256"] });\n',
    },
  ],
  good: [
    {
      'auth.js': 'const jwt = require("jsonwebtoken");\njwt.verify(token, key, { algorithms: ["HS256"] });\n',
    },
    { 'auth.js': 'const jwt = require("jwt-simple");\njwt.decode(token, key, false, "HS256");\n' },
    { 'css.js': 'set(name, { algorithms: ["none"] });\n' },
  ],
  references: ['https://www.rfc-editor.org/rfc/rfc8725#section-3.1'],
  words: ['["\\\'](?:jsonwebtoken|jwt-simple|jose|express-jwt|koa-jwt|fast-jwt)["\\\']'],
  calls: [
    {
      of: [
        'jsonwebtoken.verify',
        'jsonwebtoken.sign',
        'express-jwt',
        'express-jwt.expressjwt',
        'koa-jwt',
        'jose.JWT.verify',
        'jose.jwtVerify',
        'jsonwebtoken.promises.verify',
        'fast-jwt.createVerifier',
      ],
      look(call, look, name) {
        for (const arg of call.arguments) {
          for (const option of ['algorithms', 'algorithm']) {
            const value = optionIn(look.code, arg, option);
            if (value && names(value, look.code).some((one) => /^none$/i.test(one)))
              look.report(call, '`none` is among the algorithms');
            const all = value ? names(value, look.code) : [];
            // With both kinds a token signed by the public key, as if it were a password, is valid.
            if (
              /verify|jwt$/.test(name) &&
              all.some((one) => /^HS/.test(one)) &&
              all.some((one) => /^(RS|ES|PS)/.test(one))
            )
              look.report(call, 'signatures by a shared secret and by a key pair are both accepted', {
                confidence: 'likely',
              });
          }
          const expiry = optionIn(look.code, arg, 'ignoreExpiration');
          if (expiry && isTrue(look.code, expiry))
            look.report(call, 'an expired token is accepted', { severity: 'medium', confidence: 'review' });
        }
        if (name.endsWith('verify') && call.arguments[1] && isFalse(look.code, call.arguments[1]))
          look.report(call, 'the key is `false`: nothing is verified');
      },
    },
    {
      of: ['jose.JWT.verify', 'jose.JWT.sign'],
      look(call, look) {
        if (
          call.arguments.some(
            (arg) => /(^|\.)JWK\.None$/.test(look.name(arg) ?? '') || /\bJWK\.None\b/.test(look.quote(arg)),
          )
        )
          look.report(call, '`JWK.None` is no key');
      },
    },
    {
      of: ['jwt-simple.decode'],
      look(call, look) {
        const unverified = call.arguments[2];
        if (
          unverified &&
          (isTrue(look.code, unverified) ||
            (constantString(look.code, unverified) ?? '') !== '' ||
            isOn(resolved(look.code, unverified)))
        )
          look.report(call, 'the third argument switches verification off');
      },
    },
  ],
});

const isOn = (value: Node): boolean => value.type === 'Literal' && Boolean(value.value);

function names(node: Node, code: Code): string[] {
  const value = resolved(code, node);
  if (value.type !== 'ArrayExpression') return [constantString(code, value) ?? ''];
  return value.elements.map((element) => (element ? (constantString(code, element) ?? '') : ''));
}

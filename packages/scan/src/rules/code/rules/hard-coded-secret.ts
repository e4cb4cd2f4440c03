import type { Node } from 'oxc-parser';
import { type CallLook, codeRule, type Look } from '../code-rule.ts';
import { constantString, optionIn, resolved } from '../program/constant.ts';
import { mayBeSecret } from '../program/placeholder.ts';

export const hardCodedSecret = codeRule({
  id: 'code/hard-coded-secret',
  title: 'A key that signs tokens or sessions is in the program',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798', 'CWE-522'],
  kind: 'security',
  what: 'The secret of a JSON Web Token, a session, a cookie or a passport strategy is a literal.',
  why: 'Everybody who reads the source, or a bundle made of it, signs sessions of any user.',
  fix: 'Read it from the environment, and stop at start when it is missing.',
  bad: [
    {
      'auth.js':
        'const jwt = require("jsonwebtoken");\nconst key = "shhhhh-its-secret";\nconst token = jwt.sign({ id }, key);\n',
    },
    {
      'app.js':
        'const session = require("express-session");\napp.use(session({ secret: "keyboard cat" }));\n',
    },
  ],
  good: [
    {
      'auth.js':
        'const jwt = require("jsonwebtoken");\nconst token = jwt.sign({ id }, process.env.JWT_KEY);\n',
    },
    {
      'app.js': 'const session = require("express-session");\napp.use(session({ secret: config.secret }));\n',
    },
    {
      'key.js':
        'const jwt = require("jsonwebtoken");\njwt.verify(token, "-----BEGIN PUBLIC KEY-----\\nMFkw\\n-----END PUBLIC KEY-----");\n',
    },
  ],
  words: [
    '["\\\'](?:jsonwebtoken|jwt-simple|jose|cookie-parser|iron-session|client-sessions|express-jwt|koa-jwt|@fastify/jwt)["\\\']',
    '["\\\'](?:express-session|cookie-session)["\\\']',
    'passport-',
    'secretOrKey',
    '(?:client|consumer)Secret',
  ],
  calls: [
    ...(
      [
        [['jsonwebtoken.sign', 'jsonwebtoken.verify', 'jwt-simple.encode', 'jwt-simple.decode'], 1],
        [['jose.JWT.sign', 'jose.JWT.verify'], 1],
        [['cookie-parser'], 0],
      ] as const
    ).map(
      ([of, at]): CallLook => ({
        of,
        look(call, look) {
          const secret = call.arguments[at];
          const written = secret ? secretIn(secret, look) : null;
          if (written) look.report(written.at ?? call, 'the key is a literal', { hides: written.text });
        },
      }),
    ),
    {
      of: ['jose.JWK.asKey', 'jose.JWK.importKey', 'jose.importJWK', 'jose.createSecretKey'],
      look(call, look) {
        const text = call.arguments[0] ? constantString(look.code, call.arguments[0]) : null;
        if (text !== null && mayBeSecret(text)) look.report(call, 'the key is a literal', { hides: text });
      },
    },
    {
      of: [
        'express-session',
        'cookie-session',
        'express-jwt',
        'express-jwt.expressjwt',
        'koa-jwt',
        '@fastify/jwt',
        'client-sessions',
        'iron-session',
      ],
      look(call, look) {
        for (const name of ['secret', 'keys', 'password']) {
          const value = call.arguments[0] ? optionIn(look.code, call.arguments[0], name) : null;
          const written = value ? secretIn(value, look) : null;
          if (value && written)
            look.report(written.at ?? value, `\`${name}\` is a literal`, { hides: written.text });
        }
      },
    },
    {
      of: [
        'passport-jwt.Strategy',
        'passport-google-oauth.OAuth2Strategy',
        'passport-google-oauth20.Strategy',
        'passport-github.Strategy',
        'passport-github2.Strategy',
        'passport-facebook.Strategy',
        'passport-twitter.Strategy',
        'passport-linkedin-oauth2.Strategy',
        'passport-oauth2.Strategy',
        'passport-auth0.Strategy',
        'passport-google-oauth',
        'passport-google-oauth2.Strategy',
        'passport-auth0',
        'passport-facebook',
        'passport-twitter',
      ],
      look(call, look) {
        for (const name of ['secretOrKey', 'clientSecret', 'consumerSecret']) {
          const value = call.arguments[0] ? optionIn(look.code, call.arguments[0], name) : null;
          const written = value ? secretIn(value, look) : null;
          if (written) look.report(written.at ?? call, `\`${name}\` is a literal`, { hides: written.text });
        }
      },
    },
  ],
  nodes: {
    // `options.secretOrKey = '…'` of the usual passport set-up.
    AssignmentExpression(node, look) {
      if (node.left.type !== 'MemberExpression' || node.left.computed) return;
      if (!/^(secretOrKey|clientSecret|consumerSecret)$/.test(node.left.property.name)) return;
      const text = constantString(look.code, node.right);
      if (text !== null && mayBeSecret(text))
        look.report(node, `\`${node.left.property.name}\` is a literal`, { hides: text });
    },
  },
});

interface Written {
  readonly text: string;
  /** The literal, when it stands elsewhere than where it is used: a setting of an object. */
  readonly at: Node | null;
}

/** A literal, also the first of a list, or the fallback of `process.env.KEY || 'literal'`. */
function secretIn(node: Node, look: Look): Written | null {
  const value = resolved(look.code, node);
  if (value.type === 'MemberExpression' && value.object.type === 'Identifier' && !value.computed) {
    const inside = optionIn(look.code, value.object, value.property.name);
    const text = inside ? constantString(look.code, inside) : null;
    return text !== null && mayBeSecret(text) ? { text, at: inside } : null;
  }
  const [first] = value.type === 'ArrayExpression' ? value.elements : [];
  const literal = first ?? (value.type === 'LogicalExpression' ? value.right : value);
  const text = constantString(look.code, literal);
  return text !== null && mayBeSecret(text) ? { text, at: null } : null;
}

import type { Node } from 'oxc-parser';
import { codeRule } from '../code-rule.ts';
import { isFunction, keyName, memberName } from '../program/node.ts';

const secret =
  /(^|_)(token|secret|password|passwd|passphrase|otp|nonce|salt|csrf|xsrf|session_?id|api_?key|reset_?code|verification_?code|auth_?code|encryption_?key|private_?key)s?($|_)/i;
/** `sessionToken`, `generateOTP`, as words apart. */
const parted = (name: string): string =>
  name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2');

export const guessableRandom = codeRule({
  id: 'code/guessable-random',
  title: 'A secret is made with Math.random',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-338'],
  kind: 'security',
  what: 'What `Math.random` gives becomes something called a token, a password, a salt or a one-time code; or `pseudoRandomBytes` is used.',
  why: 'Its state can be computed from a few values, and with it all the others.',
  fix: 'Use `crypto.randomBytes`, `crypto.randomInt` or `crypto.randomUUID`.',
  bad: [
    { 'token.js': 'const resetToken = Math.random().toString(36).slice(2);\n' },
    { 'otp.js': 'function generateOtp() {\n  return Math.floor(Math.random() * 1e6);\n}\n' },
    { 'bytes.js': 'const crypto = require("crypto");\ncrypto.pseudoRandomBytes(16);\n' },
  ],
  good: [
    { 'jitter.js': 'const delay = Math.random() * 100;\n' },
    { 'token.js': 'const resetToken = crypto.randomBytes(16).toString("hex");\n' },
    { 'name.js': 'const tokenizerSeed = Math.random();\n' },
  ],
  words: ['Math\\.random', 'pseudoRandomBytes'],
  calls: [
    {
      of: ['Math.random'],
      look(call, look) {
        const name = purposeOf(call);
        if (name !== null && secret.test(parted(name))) look.report(call, `\`${name}\` can be guessed`);
      },
    },
  ],
  nodes: {
    // Called, or handed on to be.
    MemberExpression(node, look) {
      if (memberName(node) === 'pseudoRandomBytes' && look.name(node) === 'crypto.pseudoRandomBytes')
        look.report(node, '`pseudoRandomBytes` once gave guessable bytes, and is deprecated', {
          severity: 'low',
          confidence: 'review',
        });
    },
  },
});

/** The name of the variable, property or function the value ends in. */
function purposeOf(node: Node): string | null {
  for (let at: Node | null | undefined = node.parent, inner = node; at; inner = at, at = at.parent) {
    if (at.type === 'VariableDeclarator') return at.id.type === 'Identifier' ? at.id.name : null;
    if (at.type === 'AssignmentExpression') {
      if (at.left.type === 'Identifier')
        return at.left.name === 'result' || at.left.name.length < 4 ? functionAround(at) : at.left.name;
      return at.left.type === 'MemberExpression'
        ? keyName({ key: at.left.property, computed: at.left.computed })
        : null;
    }
    if (at.type === 'Property' && at.value === inner) return keyName(at);
    if (at.type === 'ReturnStatement') return functionAround(at);
    if (isFunction(at))
      return at.type === 'ArrowFunctionExpression' && at.body === inner ? functionAround(inner) : null;
    if (/Statement$/.test(at.type)) return null;
  }
  return null;
}

function functionAround(node: Node): string | null {
  for (let at: Node | null | undefined = node.parent; at; at = at.parent) {
    if (!isFunction(at)) continue;
    if (at.id) return at.id.name;
    const { parent } = at;
    if (parent?.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : null;
    if (
      parent?.type === 'Property' ||
      parent?.type === 'MethodDefinition' ||
      parent?.type === 'PropertyDefinition'
    )
      return keyName(parent);
  }
  return null;
}

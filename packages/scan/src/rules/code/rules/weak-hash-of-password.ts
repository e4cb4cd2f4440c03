import type { Node } from 'oxc-parser';
import { codeRule } from '../code-rule.ts';
import type { Code } from '../program/code.ts';
import { constantString, resolved } from '../program/constant.ts';
import { calledName, unwrapped } from '../program/node.ts';

const fast = /^(md4|md5|sha-?1|sha1|ripemd160|rsa-md5|rsa-sha1)$/i;
const secretName = /pass(word|wd|phrase)?\b|\bpwd\b|passwd|passphrase/i;

export const weakHashOfPassword = codeRule({
  id: 'code/weak-hash-of-password',
  title: 'A password is hashed with a fast or broken hash',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-916', 'CWE-327', 'CWE-328'],
  kind: 'security',
  what: 'MD5, SHA-1 or a bare SHA-2 is computed of something called a password.',
  why: 'A graphics card tries billions of passwords a second against such a hash; a stolen table is read within hours.',
  fix: 'Use argon2id, scrypt or bcrypt.',
  bad: [
    {
      'user.js':
        'const crypto = require("crypto");\nconst hash = (password) => crypto.createHash("md5").update(password).digest("hex");\n',
    },
    { 'user.js': 'const md5 = require("md5");\nuser.password = md5(req.body.password);\n' },
  ],
  good: [
    { 'user.js': 'const { scrypt } = require("crypto");\nscrypt(password, salt, 64, done);\n' },
    {
      'etag.js':
        'const crypto = require("crypto");\nconst etag = (body) => crypto.createHash("md5").update(body).digest("hex");\n',
    },
  ],
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html'],
  words: ['^(?=[\\s\\S]*(?:createHash|md5|sha1))(?=[\\s\\S]*(?:[pP]assw|[pP]assphrase|[pP]wd))'],
  calls: [
    {
      of: ['*.update'],
      look(call, look, name) {
        if (!/\.?createHash\(\)\.update$/.test(name)) return;
        const callee = unwrapped(call.callee);
        const hash = callee.type === 'MemberExpression' ? hashCall(callee.object, look.code) : null;
        const algorithm = hash ? constantString(look.code, hash) : null;
        const [value] = call.arguments;
        if (algorithm === null || !value || !/^(md|sha|ripemd|rsa)/i.test(algorithm)) return;
        const text = look.file.text.slice(value.start, value.end);
        const isPassword = secretName.test(text) || isForPassword(call, look.file.text);
        if (isPassword && !/token|reset|random/i.test(text))
          look.report(
            call,
            `${algorithm} of ${look.quote(value)} is tried at billions a second`,
            fast.test(algorithm) ? {} : { severity: 'medium' },
          );
      },
    },
    {
      of: [
        'md5',
        'sha1',
        'js-md5',
        'blueimp-md5',
        'crypto-js.MD5',
        'crypto-js.SHA1',
        'crypto-js/md5',
        'CryptoJS.MD5',
        'CryptoJS.SHA1',
        'js-sha1',
      ],
      look(call, look, name) {
        const [value] = call.arguments;
        if (value && secretName.test(look.file.text.slice(value.start, value.end)))
          look.report(
            call,
            `${name.split('.').at(-1)} of ${look.quote(value)} is tried at billions a second`,
          );
      },
    },
  ],
});

/** The algorithm's argument of `createHash`, behind chained updates and one name. */
function hashCall(node: Node, code: Code): Node | null {
  let at = unwrapped(node);
  for (let hop = 0; hop < 8; hop++) {
    at = resolved(code, at);
    if (at.type !== 'CallExpression') return null;
    if (calledName(at) === 'createHash') return at.arguments[0] ?? null;
    const callee = unwrapped(at.callee);
    if (callee.type !== 'MemberExpression') return null;
    at = unwrapped(callee.object);
  }
  return null;
}

/** Does what is made of the hash go to something called a password: `user.setPassword(hash)`? */
function isForPassword(call: Node, text: string): boolean {
  let at: Node | null | undefined = call;
  for (let hop = 0; at && hop < 5; hop++, at = at.parent) {
    if (at.type === 'AssignmentExpression') return secretName.test(text.slice(at.left.start, at.left.end));
    if (at.type === 'VariableDeclarator')
      return (
        at.id.type === 'Identifier' &&
        (secretName.test(at.id.name) || new RegExp(`set_?password\\(\\s*${at.id.name}\\b`, 'i').test(text))
      );
    if (at.type === 'CallExpression' && at !== call && /^set_?password$/i.test(calledName(at) ?? ''))
      return true;
  }
  return false;
}

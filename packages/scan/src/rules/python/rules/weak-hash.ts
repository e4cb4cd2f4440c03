import { type Call, givenValue, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

const digests =
  /^(hashlib\.(md4|md5|sha1|sha|new)|_?(md5|sha)\.new|(Crypto|Cryptodome)\.Hash\.(MD2|MD4|MD5|SHA|SHA1)\.new|(cryptography\.hazmat\.primitives\.)?hashes\.(MD5|SHA1)|(MD2|MD4|MD5|SHA)\.new)$/;

const secretWord = /passw|pwd|secret|token|credential|signature|hmac/i;

export const weakHash = pythonRule({
  id: 'python/weak-hash',
  title: 'Broken hash function',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-327', 'CWE-328'],
  kind: 'security',
  what: 'MD2, MD4, MD5 or SHA-1 is computed.',
  why: 'Two inputs with one hash can be made; for passwords they are guessed by the billion a second.',
  fix: 'SHA-256 for files and signatures, argon2 or scrypt for passwords; `usedforsecurity=False` where nothing depends on it.',
  aliases: ['B303', 'B324', 'S303', 'S324'],
  bad: [
    example('import hashlib', 'hashlib.md5(password.encode()).hexdigest()'),
    example('import hashlib', 'hashlib.new("sha1", data)'),
  ],
  good: [
    example('import hashlib', 'hashlib.sha256(data).hexdigest()'),
    example('import hashlib', 'hashlib.md5(data, usedforsecurity=False)'),
  ],
  words: /\b(hashlib|crypt|md5|sha1?|MD[245]|SHA1?)\b/,
  uses: forEach(
    ['METHOD_CRYPT', 'METHOD_MD5', 'METHOD_BLOWFISH'],
    (name: string, node: PyNode, look: Look) => {
      if (name.startsWith('crypt.'))
        look.report(node, { message: `\`${name}\` is no hash for passwords any more` });
    },
  ),
  calls: forEach(['md4', 'md5', 'sha1', 'sha', 'new', 'MD5', 'SHA1'], (call: Call, look: Look) => {
    if (!digests.test(call.name) || isKeyword(call, 'usedforsecurity', 'False', look.textOf)) return;
    if (call.name === 'hashlib.new' && !/^(md[245]|sha-?1?)$/i.test(givenValue(call, 0, 'name').text ?? ''))
      return;
    const ofSecret = call.arguments.some(({ node }) => secretWord.test(look.textOf(node)));
    look.report(call.node, {
      ...(ofSecret ? { confidence: 'likely' as const, severity: 'high' as const } : {}),
      message: ofSecret
        ? 'A secret is hashed with a broken function'
        : `\`${call.name}\` is broken as protection`,
    });
  }),
});

import { codeRule, type Look } from '../code-rule.ts';
import { constantString, resolved } from '../program/constant.ts';
import type { Call } from '../program/node.ts';
import { mayBeSecret } from '../program/placeholder.ts';

export const hardCodedKey = codeRule({
  id: 'code/hard-coded-key',
  title: 'The key of a cipher or a signature is in the program',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798', 'CWE-321'],
  kind: 'security',
  what: 'A key for HMAC, a cipher or a key derivation is a literal: of Node’s `crypto`, crypto-js, jsSHA, forge, tweetnacl or aes-js.',
  why: 'Everybody who reads the source, or a bundle made of it, decrypts and signs like you; and a key in the source is never changed.',
  fix: 'Read it from the environment or a secret store, and stop at start when it is missing.',
  bad: [
    {
      'sign.js':
        'const crypto = require("crypto");\nconst mac = crypto.createHmac("sha256", "pa55word-of-ours").update(text).digest("hex");\n',
    },
    {
      'box.js':
        'const crypto = require("crypto");\nconst key = Buffer.from("0123456789abcdef0123456789abcdef");\ncrypto.createCipheriv("aes-256-gcm", key, iv);\n',
    },
    {
      'box.js': 'import CryptoJS from "crypto-js";\nCryptoJS.AES.encrypt(text, "pa55word-of-ours");\n',
    },
  ],
  good: [
    {
      'sign.js':
        'const crypto = require("crypto");\ncrypto.createHmac("sha256", process.env.KEY).update(text).digest("hex");\n',
    },
    {
      'derive.js':
        'const crypto = require("crypto");\ncrypto.createHmac("sha256", "").update(text).digest("hex");\n',
    },
    { 'test/sign.js': 'const { createHmac } = own;\ncreateHmac("sha256", "key-of-a-test");\n' },
  ],
  words: [
    'createHmac',
    'create(?:C|Dec)ipher',
    'createSecretKey',
    'crypto-?js',
    'CryptoJS',
    'jssha',
    'jsSHA',
    'node-forge',
    'tweetnacl',
    'aes-js',
  ],
  calls: [
    ...(
      [
        [
          [
            'crypto.createHmac',
            'crypto.createCipheriv',
            'crypto.createDecipheriv',
            'crypto.createCipher',
            'crypto.createDecipher',
          ],
          1,
        ],
        [['crypto.createSecretKey', 'aes-js.ModeOfOperation.ctr', 'aes-js.ModeOfOperation.cbc'], 0],
        [
          ['crypto-js', 'CryptoJS'].flatMap((module) => [
            ...['AES', 'DES', 'TripleDES', 'RC4', 'Rabbit', 'Blowfish'].flatMap((cipher) => [
              `${module}.${cipher}.encrypt`,
              `${module}.${cipher}.decrypt`,
            ]),
            ...['HmacSHA1', 'HmacSHA256', 'HmacSHA512', 'HmacMD5', 'HmacSHA384'].map(
              (name) => `${module}.${name}`,
            ),
          ]),
          1,
        ],
        [['crypto-js/hmac-sha256', 'crypto-js/hmac-sha512', 'crypto-js/hmac-sha1'], 1],
        [['jssha().setHMACKey', 'jsSHA().setHMACKey', 'jssha.jsSHA().setHMACKey'], 0],
        [['node-forge.cipher.createCipher', 'node-forge.cipher.createDecipher'], 1],
        [['tweetnacl.secretbox', 'tweetnacl.secretbox.open'], 2],
      ] as const
    ).map(([of, at]) => ({
      of,
      look(call: Call, look: Look) {
        const text = keyIn(call, at, look);
        // An empty key is for hashing, and one of a few letters a label.
        if (text !== null && mayBeSecret(text)) look.report(call, 'the key is a literal', { hides: text });
      },
    })),
  ],
});

/** The literal an argument is: written out, or turned into bytes (`Buffer.from('…', 'hex')`, `enc.Utf8.parse('…')`). */
function keyIn(call: Call, at: number, look: Look): string | null {
  const key = call.arguments[at];
  if (!key) return null;
  const value = resolved(look.code, key);
  if (value.type === 'LogicalExpression') return constantString(look.code, value.right);
  if (value.type !== 'CallExpression') return constantString(look.code, value);
  const [text] = value.arguments;
  const isBytes =
    /^Buffer\.from$|\.enc\.\w+\.parse$|\.(digest|update)$|^TextEncoder\(\)\.encode$|toBytes$/.test(
      look.name(value.callee) ?? '',
    );
  return text && isBytes ? constantString(look.code, text) : null;
}

import { codeRule } from '../code-rule.ts';
import { constantString, possibleStrings, resolved } from '../program/constant.ts';
import { calledName, keyName } from '../program/node.ts';

export const weakCipher = codeRule({
  id: 'code/weak-cipher',
  title: 'Encryption that does not hold',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-327', 'CWE-1204', 'CWE-329', 'CWE-780'],
  kind: 'security',
  what: 'DES, 3DES, RC2, RC4, Blowfish or ECB mode is used; or `createCipher` without an initialisation vector; or one that is written in the program.',
  why: 'Short keys are tried out, ECB shows equal blocks as equal, and a fixed vector makes equal beginnings visible and breaks GCM and CTR altogether.',
  fix: 'Use `aes-256-gcm` with `createCipheriv` and twelve fresh random bytes for each message.',
  bad: [
    { 'box.js': 'const crypto = require("crypto");\ncrypto.createCipheriv("des-ede3-cbc", key, iv);\n' },
    { 'box.js': 'const crypto = require("crypto");\ncrypto.createCipher("aes-256-cbc", password);\n' },
    {
      'box.js':
        'const crypto = require("crypto");\ncrypto.createCipheriv("aes-256-gcm", key, "000000000000");\n',
    },
  ],
  good: [
    {
      'box.js':
        'const crypto = require("crypto");\ncrypto.createCipheriv("aes-256-gcm", key, crypto.randomBytes(12));\n',
    },
    { 'own.js': 'own.createCipher(password);\n' },
  ],
  words: ['create(?:C|Dec)ipher', 'crypto-js', 'CryptoJS', 'RSA_NO_PADDING', 'RSA_PKCS1_PADDING'],
  calls: [
    {
      of: ['crypto.createCipher', 'crypto.createDecipher'],
      look(call, look) {
        look.report(
          call,
          'derives key and vector from the password by one MD5, without salt; Node 22 took it out',
        );
      },
    },
    {
      of: ['crypto.createCipheriv', 'crypto.createDecipheriv'],
      look(call, look) {
        const [algorithm, , vector] = call.arguments;
        const name = algorithm
          ? possibleStrings(look.code, algorithm).find((one) => broken.test(one))
          : undefined;
        if (name !== undefined) return look.report(call, `\`${name}\` does not hold`);
        if (!vector || !/createCipheriv/.test(look.quote(call))) return;
        const value = resolved(look.code, vector);
        const isFixed =
          constantString(look.code, vector) !== null ||
          (value.type === 'CallExpression' &&
            /^Buffer\.(from|alloc)$/.test(look.name(value.callee) ?? '') &&
            value.arguments[0] !== undefined &&
            resolved(look.code, value.arguments[0]).type === 'Literal');
        if (isFixed && constantString(look.code, vector) !== '')
          look.report(call, 'the initialisation vector is the same for every message', {
            confidence: 'likely',
          });
      },
    },
    {
      of: ['encrypt', 'decrypt'].flatMap((verb) =>
        ['DES', 'TripleDES', 'RC4', 'RC4Drop', 'Rabbit'].flatMap((name) => [
          `crypto-js.${name}.${verb}`,
          `CryptoJS.${name}.${verb}`,
        ]),
      ),
      look(call, look, name) {
        look.report(call, `\`${name.split('.').at(-2)}\` does not hold`);
      },
    },
  ],
  nodes: {
    Property(node, look) {
      if (node.parent?.type !== 'ObjectExpression') return;
      const name = look.name(node.value) ?? '';
      if (keyName(node) === 'padding' && /^crypto\.constants\.RSA_NO_PADDING$/.test(name))
        look.report(node, 'RSA without padding gives equal texts equal ciphers, and is forged');
      const call = node.parent.parent;
      if (
        keyName(node) === 'padding' &&
        /^crypto\.constants\.RSA_PKCS1_PADDING$/.test(name) &&
        call?.type === 'CallExpression' &&
        /^(privateDecrypt|publicEncrypt)$/.test(calledName(call) ?? '')
      )
        look.report(node, 'this padding lets answers to wrong messages be told apart (Bleichenbacher)', {
          severity: 'medium',
          confidence: 'likely',
        });
      if (keyName(node) === 'mode' && /^(crypto-js|CryptoJS)\.mode\.ECB$/.test(name))
        look.report(node, 'ECB shows equal blocks as equal');
    },
  },
});

const broken = /^(des|des3|rc2|rc4|bf|blowfish|cast|idea|seed)\b|-ecb$|^des-/i;

import { codeRule } from '../code-rule.ts';
import { constantNumber, constantString, optionIn } from '../program/constant.ts';

export const shortKey = codeRule({
  id: 'code/short-key',
  title: 'A key is too short',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-326'],
  kind: 'security',
  what: 'An RSA, DSA or Diffie-Hellman key of less than 2048 bits is generated.',
  why: '768 bits were factored in 2009 and 829 in 2020; 1024 is within reach of states.',
  fix: 'Generate 3072 bits, or use `ed25519` and `x25519`.',
  bad: [
    {
      'key.js':
        'const crypto = require("crypto");\ncrypto.generateKeyPairSync("rsa", { modulusLength: 1024 });\n',
    },
  ],
  good: [
    {
      'key.js':
        'const crypto = require("crypto");\ncrypto.generateKeyPairSync("rsa", { modulusLength: 3072 });\n',
    },
  ],
  references: ['https://doi.org/10.6028/NIST.SP.800-131Ar2'],
  words: ['generateKeyPair', 'createDiffieHellman', 'NodeRSA', 'modulusLength'],
  calls: [
    {
      of: [
        'crypto.generateKeyPair',
        'crypto.generateKeyPairSync',
        'crypto.subtle.generateKey',
        'crypto.webcrypto.subtle.generateKey',
        'window.crypto.subtle.generateKey',
      ],
      look(call, look) {
        const at =
          constantString(look.code, call.arguments[0] ?? call) === null
            ? call.arguments[0]
            : call.arguments[1];
        const length = at ? optionIn(look.code, at, 'modulusLength') : null;
        const bits = length ? constantNumber(look.code, length) : null;
        if (bits !== null && bits < 2048) look.report(call, `${bits} bits are too few for RSA`);
      },
    },
    {
      of: ['crypto.createDiffieHellman', 'node-rsa'],
      look(call, look) {
        const option = call.arguments[0] ? optionIn(look.code, call.arguments[0], 'b') : null;
        const bits = call.arguments[0] ? constantNumber(look.code, option ?? call.arguments[0]) : null;
        if (bits !== null && bits < 2048) look.report(call, `${bits} bits are too few`);
      },
    },
  ],
});

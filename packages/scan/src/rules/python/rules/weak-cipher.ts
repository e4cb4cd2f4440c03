import { argument, type Call } from '../flow/call.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';

const cipherModules =
  /(^|\.)(Crypto|Cryptodome)\.Cipher\.(DES|DES3|ARC2|ARC4|Blowfish|XOR|CAST|IDEA)\.new$|^(DES|DES3|ARC2|ARC4|Blowfish|XOR|CAST)\.new$|pycrypto.*\.(DES|ARC2|ARC4|Blowfish|XOR)\.new$/;

export const weakCipher = pythonRule({
  id: 'python/weak-cipher',
  title: 'Broken cipher or mode',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-327'],
  kind: 'security',
  what: 'DES, RC2, RC4, Blowfish, IDEA, CAST or XOR, ECB mode, or an empty key.',
  why: 'What they hide can be read, or changed without anybody noticing.',
  fix: 'Use AES-GCM or ChaCha20-Poly1305: `cryptography.hazmat.primitives.ciphers.aead`, or `Fernet`.',
  aliases: ['B304', 'B305', 'S304', 'S305'],
  bad: [
    example('from Crypto.Cipher import DES', 'DES.new(key)'),
    example('from Crypto.Cipher import AES', 'AES.new(key, AES.MODE_ECB)'),
    example(
      'from cryptography.hazmat.primitives.ciphers import Cipher, algorithms',
      'Cipher(algorithms.ARC4(key), mode=None)',
    ),
  ],
  good: [example('from Crypto.Cipher import AES', 'AES.new(key, AES.MODE_GCM)')],
  words: /\b(DES3?|ARC[24]|Blowfish|XOR|CAST5?|IDEA|MODE_ECB|ECB|TripleDES|SEED|AES)\b/,
  calls: {
    new(call, look) {
      if (cipherModules.test(call.name))
        look.report(call.node, { message: `\`${call.name.split('.').at(-2)}\` is broken` });
      const key = argument(call, 0, 'key');
      if (/(^|\.)AES\.new$/.test(call.name) && key?.value.text === '')
        look.report(call.node, { message: 'The key is empty' });
    },
    ...forEach(['ARC4', 'Blowfish', 'IDEA', 'CAST5', 'SEED', 'TripleDES'], (call: Call, look: Look) => {
      if (/(^|\.)algorithms\.\w+$/.test(call.name))
        look.report(call.node, { message: `\`${call.method}\` is broken` });
    }),
    ...forEach(['ECB'], (call: Call, look: Look) => {
      if (/(^|\.)modes\.ECB$/.test(call.name))
        look.report(call.node, { message: 'ECB shows which blocks are equal' });
    }),
    ...forEach(['CBC', 'CTR', 'CFB', 'OFB'], (call: Call, look: Look) => {
      if (!/(^|\.)modes\.\w+$/.test(call.name)) return;
      const where = call.inside ? look.textOf(call.inside.node) : look.file.text;
      if (!/\b(hmac|HMAC|Poly1305|CMAC)\b/.test(where))
        look.report(call.node, {
          confidence: 'review',
          severity: 'medium',
          message: `\`${call.method}\` alone does not notice changes; nothing around it authenticates`,
        });
    }),
  },
  uses: {
    MODE_ECB(name, node, look) {
      if (/(^|\.)(AES|DES3?|ARC2|Blowfish|CAST)\.MODE_ECB$/.test(name))
        look.report(node, { message: 'ECB shows which blocks are equal' });
    },
  },
});

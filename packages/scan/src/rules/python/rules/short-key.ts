import { argument, type Call } from '../flow/call.ts';
import { example, type Look, pythonRule } from '../python-rule.ts';
import type { PyNode } from '../syntax.ts';

export const shortKey = pythonRule({
  id: 'python/short-key',
  title: 'Key that is too short',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-326'],
  kind: 'security',
  what: 'An RSA or DSA key below 2048 bits, or an elliptic curve below 224 bits.',
  why: 'Such keys can be broken with money or patience.',
  fix: 'RSA 3072, or Ed25519.',
  aliases: ['B505', 'S505'],
  bad: [
    example(
      'from cryptography.hazmat.primitives.asymmetric import rsa',
      'rsa.generate_private_key(public_exponent=65537, key_size=1024)',
    ),
    example('from Crypto.PublicKey import RSA', 'RSA.generate(1024)'),
  ],
  good: [example('from Crypto.PublicKey import RSA', 'RSA.generate(3072)')],
  words: /\bgenerate_private_key\b|[RD]SA\b|_[rd]sa\b/,
  calls: {
    generate_private_key(call, look) {
      if (/(^|\.)(rsa|dsa)\.generate_private_key$/.test(call.name))
        checkBits(call, argument(call, call.name.includes('rsa') ? 1 : 0, 'key_size')?.node ?? null, look);
      const curve = argument(call, 0, 'curve');
      if (
        /(^|\.)ec\.generate_private_key$/.test(call.name) &&
        curve &&
        /SECP192R1|SECT163|SECP160/.test(look.textOf(curve.node))
      )
        look.report(call.node, { message: 'This curve is too small' });
    },
    generate(call, look) {
      if (/(^|\.)(RSA|DSA)\.generate$/.test(call.name))
        checkBits(call, argument(call, 0, 'bits')?.node ?? null, look);
    },
  },
});

/** Source: NIST SP 800-57 part 1 §5.6.3. */
function checkBits(call: Call, given: PyNode | null, look: Look): void {
  const bits = given ? Number(look.textOf(given).replaceAll('_', '')) : Number.NaN;
  if (bits < 2048) look.report(call.node, { message: `${bits} bits can be broken` });
}

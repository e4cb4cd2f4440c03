import { argument, type Call, givenValue, isKeyword } from '../flow/call.ts';
import { example, forEach, type Look, type PythonRule, pythonRule } from '../python-rule.ts';
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

export const guessableSecret = pythonRule({
  id: 'python/guessable-secret',
  title: 'Secret made by a predictable generator',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-330', 'CWE-338'],
  kind: 'security',
  what: 'Something called password, token, key, salt or nonce is made with the module `random` or `uuid1`.',
  why: 'After a few outputs of `random` all later ones can be computed; `uuid1` is a clock.',
  fix: 'Use the module `secrets`.',
  aliases: ['B311', 'S311'],
  bad: [example('import random', 'def reset():', '    token = random.randint(0, 10**9)', '    return token')],
  good: [
    example('import secrets', 'def reset():', '    token = secrets.token_urlsafe()', '    return token'),
    example('import random', 'colour = random.choice(colours)'),
  ],
  words: /\b(random|uuid1)\b/,
  assigned(target, value, node, _inside, look) {
    const name = target.slice(target.lastIndexOf('.') + 1);
    if (
      !/(^|_)(passw(or)?d|pwd|token|secret|api_?key|session_?(id|key)|salt|nonce|otp|csrf|reset_?code)(_|$)/i.test(
        name,
      )
    )
      return;
    const right = node.children.at(-1);
    if (
      /^random\.(random|randint|randrange|choice|choices|getrandbits|sample|uniform)\(\)$|^uuid\.uuid1\(\)/.test(
        value.name,
      ) ||
      (right && /\brandom\.(choices?|randint|randrange|getrandbits|sample)\(/.test(look.textOf(right)))
    )
      look.report(node, { message: `\`${target}\` can be guessed` });
  },
});

export const cryptographyRules: readonly PythonRule[] = [weakHash, weakCipher, shortKey, guessableSecret];

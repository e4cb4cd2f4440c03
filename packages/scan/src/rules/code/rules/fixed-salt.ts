import { isTestPath } from '../../../engine/test-path.ts';
import { codeRule } from '../code-rule.ts';
import { constantString, resolved } from '../program/constant.ts';

export const fixedSalt = codeRule({
  id: 'code/fixed-salt',
  title: 'Every password is hashed with the same salt',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-760', 'CWE-759'],
  kind: 'security',
  what: 'The salt given to `scrypt`, `pbkdf2` or `hkdf`-like functions of Node or to bcrypt is written in the program.',
  why: 'Equal passwords have equal hashes, and one table of guesses serves for all users.',
  fix: 'Make sixteen random bytes for each password (`crypto.randomBytes(16)`) and store them beside the hash.',
  bad: [
    { 'hash.js': 'const crypto = require("crypto");\ncrypto.scryptSync(password, "salt", 64);\n' },
    {
      'hash.js':
        'const crypto = require("crypto");\nconst salt = Buffer.from("0011223344556677", "hex");\ncrypto.pbkdf2(password, salt, 210_000, 64, "sha512", done);\n',
    },
  ],
  good: [
    {
      'hash.js':
        'const crypto = require("crypto");\ncrypto.scryptSync(password, crypto.randomBytes(16), 64);\n',
    },
    {
      'key.js':
        'const crypto = require("crypto");\ncrypto.scryptSync(process.env.MASTER_KEY, "sessions", 32);\n',
    },
  ],
  references: ['https://nodejs.org/api/crypto.html#cryptoscryptsyncpassword-salt-keylen-options'],
  words: ['scrypt', 'pbkdf2'],
  calls: [
    {
      of: [
        'crypto.scrypt',
        'crypto.scryptSync',
        'crypto.pbkdf2',
        'crypto.pbkdf2Sync',
        'scrypt-js.scrypt',
        'pbkdf2.pbkdf2Sync',
      ],
      look(call, look) {
        const [secret, salt] = call.arguments;
        if (!secret || !salt || isTestPath(look.file.path)) return;
        // One key of the program's own is derived once: a label is all it needs.
        if (
          /process\.env|[kK]ey|KEY|[sS]ecret|SECRET|config/.test(
            look.file.text.slice(secret.start, secret.end),
          )
        )
          return;
        const value = resolved(look.code, salt);
        const [bytes] =
          value.type === 'CallExpression' && look.name(value.callee) === 'Buffer.from' ? value.arguments : [];
        const text = constantString(look.code, bytes ?? salt);
        if (text !== null) look.report(call, `${look.quote(salt)} is the salt of every password`);
      },
    },
  ],
});

import { codeRule } from '../code-rule.ts';
import { constantNumber, constantString, optionIn } from '../program/constant.ts';

export const cheapPasswordHash = codeRule({
  id: 'code/cheap-password-hash',
  title: 'A password hash is too cheap',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-916'],
  kind: 'security',
  what: 'PBKDF2 with less than 100,000 rounds, bcrypt with a cost below 10, or Argon2 of a type other than `argon2id`.',
  why: 'The cost is what keeps a stolen table from being tried out; machines have become faster than these numbers.',
  fix: 'PBKDF2-HMAC-SHA256 wants 600,000 rounds (SHA-512 210,000), bcrypt a cost of 12, better argon2id.',
  bad: [
    {
      'hash.js':
        'const crypto = require("crypto");\ncrypto.pbkdf2Sync(password, salt, 1000, 64, "sha512");\n',
    },
    { 'hash.js': 'const bcrypt = require("bcrypt");\nbcrypt.hashSync(password, 5);\n' },
    {
      'hash.js': 'const argon2 = require("argon2");\nargon2.hash(password, { type: argon2.argon2d });\n',
    },
  ],
  good: [
    { 'hash.js': 'const bcrypt = require("bcrypt");\nbcrypt.hashSync(password, 12);\n' },
    {
      'hash.js':
        'const crypto = require("crypto");\ncrypto.pbkdf2Sync(password, salt, 210_000, 64, "sha512");\n',
    },
  ],
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html'],
  words: ['pbkdf2', 'bcrypt', 'argon2'],
  calls: [
    {
      of: ['crypto.pbkdf2', 'crypto.pbkdf2Sync'],
      look(call, look) {
        const rounds = call.arguments[2] ? constantNumber(look.code, call.arguments[2]) : null;
        if (rounds !== null && rounds < 100_000) look.report(call, `${rounds} rounds are tried in no time`);
      },
    },
    {
      // The manual's own advice: not the variants that leak by their timing or resist graphics cards less.
      of: ['argon2.hash'],
      look(call, look) {
        const type = call.arguments[1] ? optionIn(look.code, call.arguments[1], 'type') : null;
        if (type && /^argon2\.argon2[di]$/.test(look.name(type) ?? ''))
          look.report(call, `${look.quote(type)} is one half of \`argon2id\``, { confidence: 'likely' });
      },
    },
    {
      of: ['bcrypt', 'bcryptjs', 'bcrypt-nodejs', '@node-rs/bcrypt'].flatMap((module) =>
        ['hash', 'hashSync'].map((name) => `${module}.${name}`),
      ),
      look(call, look) {
        const cost = call.arguments[1] ? constantNumber(look.code, call.arguments[1]) : null;
        if (cost !== null && cost < 10) look.report(call, `a cost of ${cost} is tried in no time`);
      },
    },
    {
      of: ['bcrypt', 'bcryptjs'].flatMap((module) =>
        ['genSalt', 'genSaltSync'].map((name) => `${module}.${name}`),
      ),
      look(call, look) {
        const cost =
          call.arguments[0] && constantString(look.code, call.arguments[0]) === null
            ? constantNumber(look.code, call.arguments[0])
            : null;
        if (cost !== null && cost < 10) look.report(call, `a cost of ${cost} is tried in no time`);
      },
    },
  ],
});

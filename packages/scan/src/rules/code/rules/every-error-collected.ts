import { codeRule } from '../code-rule.ts';
import { isTrue, optionOf } from '../program/constant.ts';

export const everyErrorCollected = codeRule({
  id: 'code/every-error-collected',
  title: 'A validator collects every error of a request',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-400'],
  kind: 'security',
  what: 'Ajv is set up with `allErrors: true`.',
  why: 'A large body with an error in each field makes a hundred thousand error objects.',
  fix: 'Leave it out in production: the first error is enough to refuse.',
  bad: [{ 'check.js': 'const Ajv = require("ajv");\nconst ajv = new Ajv({ allErrors: true });\n' }],
  good: [
    {
      'check.js':
        'const Ajv = require("ajv");\nconst ajv = new Ajv({ allErrors: process.env.DEBUG === "1" });\n',
    },
  ],
  references: ['https://ajv.js.org/security.html#security-risks-of-trusted-schemas'],
  words: ['allErrors'],
  calls: [
    {
      of: ['ajv', 'ajv.default', 'ajv.Ajv', 'Ajv'],
      look(call, look) {
        const value = optionOf(look.code, call, 0, 'allErrors');
        if (value && isTrue(look.code, value)) look.report(call, 'all errors are collected, however many');
      },
    },
  ],
});

import { codeRule } from '../code-rule.ts';
import { constantNumber, constantString } from '../program/constant.ts';

export const openFileMode = codeRule({
  id: 'code/open-file-mode',
  title: 'A file may be written by everybody',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-732'],
  kind: 'security',
  what: '`chmod` sets a mode that lets all users of the machine write.',
  why: 'Any other program on the machine changes what this one reads or runs.',
  fix: 'Use 0o600 or 0o644, for programs and folders 0o700 or 0o755.',
  bad: [{ 'set.js': 'const fs = require("fs");\nfs.chmodSync("/srv/app", 0o777);\n' }],
  good: [{ 'set.js': 'const fs = require("fs");\nfs.chmodSync("/srv/app", 0o755);\n' }],
  words: ['chmod'],
  calls: [
    {
      of: ['chmod', 'chmodSync', 'fchmod', 'lchmod'].flatMap((name) => [
        `fs.${name}`,
        `fs.promises.${name}`,
        `fs/promises.${name}`,
        `fs-extra.${name}`,
      ]),
      look(call, look) {
        const mode = call.arguments[1];
        if (!mode) return;
        const text = constantString(look.code, mode);
        const bits = text === null ? constantNumber(look.code, mode) : Number.parseInt(text, 8);
        if (bits !== null && bits % 8 >= 2 && [2, 3, 6, 7].includes(bits % 8))
          look.report(call, `mode ${bits.toString(8)} lets everybody write`);
      },
    },
  ],
});

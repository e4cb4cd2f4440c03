import { codeRule } from '../code-rule.ts';
import { leadingText, literalText, resolved } from '../program/constant.ts';

export const guessableTemporaryFile = codeRule({
  id: 'code/guessable-temporary-file',
  title: 'A temporary file has a name that can be guessed',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-377', 'CWE-379'],
  kind: 'security',
  what: 'A file is written under a fixed name, or one with the time in it, in the folder for temporary files.',
  why: 'Another user of the machine makes that file first, as a link to one of yours.',
  fix: 'Make a folder with `fs.mkdtemp`, or open with the flag `wx`.',
  bad: [{ 'out.js': 'const fs = require("fs");\nfs.writeFileSync("/tmp/report.json", text);\n' }],
  good: [
    { 'out.js': 'const fs = require("fs");\nconst folder = fs.mkdtempSync("/tmp/report-");\n' },
    { 'out.js': 'const fs = require("fs");\nfs.writeFileSync("/tmp/report.json", text, { flag: "wx" });\n' },
    { 'out.js': 'const fs = require("fs");\nfs.readFileSync("/tmp/report.json");\n' },
  ],
  words: ['/tmp/', 'tmpdir'],
  calls: [
    {
      of: ['writeFile', 'writeFileSync', 'createWriteStream', 'appendFile', 'appendFileSync'].flatMap(
        (name) => [`fs.${name}`, `fs.promises.${name}`, `fs/promises.${name}`, `fs-extra.${name}`],
      ),
      look(call, look) {
        const [path] = call.arguments;
        if (!path || /['"]wx\+?['"]/.test(look.file.text.slice(call.start, call.end))) return;
        const value = resolved(look.code, path);
        const text = look.file.text.slice(value.start, value.end);
        const isFixed =
          /^\/(var\/)?tmp\/[\w.-]+$/.test(literalText(look.code, value).trim()) &&
          leadingText(look.code, value) !== '';
        const isJoined =
          /^(path\.)?join\(\s*(os\.)?tmpdir\(\)\s*,\s*(['"][\w.-]+['"]|`[\w.-]*(\$\{Date\.now\(\)\})?[\w.-]*`)\s*\)$/.test(
            text,
          );
        if (isFixed || isJoined) look.report(call, `${look.quote(value)} can be made by another user first`);
      },
    },
  ],
});

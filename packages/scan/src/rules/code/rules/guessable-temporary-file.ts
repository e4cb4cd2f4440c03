import type { CallExpression, Node } from 'oxc-parser';
import { codeRule, type Look } from '../code-rule.ts';
import { partsOf, resolved } from '../program/constant.ts';
import { nameOf } from '../program/names.ts';

const writing = ['writeFile', 'createWriteStream', 'appendFile', 'open'];

export const guessableTemporaryFile = codeRule({
  id: 'code/guessable-temporary-file',
  title: 'A temporary file has a name that can be guessed',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-377', 'CWE-379'],
  kind: 'security',
  what: 'A file is written below the folder for temporary files, under a name of the program’s own choice and for all to read.',
  why: 'Another user of the machine makes that file first, as a link to one of yours, or reads what is in it.',
  fix: 'Make a folder with `fs.mkdtemp`, or open with the flag `wx` and the mode `0o600`.',
  bad: [
    { 'out.js': 'const fs = require("fs");\nfs.writeFileSync("/tmp/report.json", text);\n' },
    {
      'out.js':
        'const fs = require("fs");\nconst os = require("os");\nconst path = require("path");\nconst to = path.join(os.tmpdir(), `report-${Date.now()}.json`);\nfs.openSync(to, "w");\n',
    },
  ],
  good: [
    { 'out.js': 'const fs = require("fs");\nconst folder = fs.mkdtempSync("/tmp/report-");\n' },
    { 'out.js': 'const fs = require("fs");\nfs.writeFileSync("/tmp/report.json", text, { flag: "wx" });\n' },
    { 'out.js': 'const fs = require("fs");\nfs.writeFileSync("/tmp/report.json", text, { mode: 0o600 });\n' },
    { 'out.js': 'const fs = require("fs");\nfs.readFileSync("/tmp/report.json");\n' },
    {
      'out.js':
        'const fs = require("fs");\nconst path = require("path");\nconst folder = fs.mkdtempSync("/tmp/report-");\nfs.writeFileSync(path.join(folder, "a.json"), text);\n',
    },
    {
      'out.js':
        'const fs = require("fs");\nconst { randomUUID } = require("crypto");\nfs.writeFileSync(`/tmp/${randomUUID()}.json`, text);\n',
    },
  ],
  words: ['/tmp/', 'tmpdir', 'tmpDir'],
  calls: [
    {
      of: writing.flatMap((name) =>
        [name, `${name}Sync`].flatMap((one) => [
          `fs.${one}`,
          `fs.promises.${one}`,
          `fs/promises.${one}`,
          `fs-extra.${one}`,
        ]),
      ),
      look(call, look) {
        if (call.type !== 'CallExpression') return;
        const [path] = call.arguments;
        if (!path || !isBelowTemporary(look, path) || isPrivate(look, call) || isRandom(look, path)) return;
        const value = resolved(look.code, path);
        look.report(call, `${look.quote(value)} can be made by another user first`);
      },
    },
  ],
});

/** `/tmp/…`, `os.tmpdir()` or what is joined to it. */
function isBelowTemporary(look: Look, node: Node, depth = 0): boolean {
  const value = resolved(look.code, node);
  if (depth > 5) return false;
  if (value.type === 'ConditionalExpression')
    return (
      isBelowTemporary(look, value.consequent, depth + 1) ||
      isBelowTemporary(look, value.alternate, depth + 1)
    );
  if (value.type === 'CallExpression') {
    const name = nameOf(look.code, value.callee);
    if (name === 'os.tmpdir' || name === 'os.tmpDir') return true;
    const [first] = value.arguments;
    return (
      first !== undefined &&
      /^path\.(join|resolve)$/.test(name ?? '') &&
      isBelowTemporary(look, first, depth + 1)
    );
  }
  const [beginning] = value.type === 'Literal' ? [value.value] : partsOf(value);
  if (typeof beginning === 'string') return /^\/(var\/)?tmp\/./.test(beginning);
  return typeof beginning === 'object' && beginning !== value && beginning !== null && 'type' in beginning
    ? isBelowTemporary(look, beginning, depth + 1)
    : false;
}

/** Made by this call alone (`wx`), or with a mode that others cannot read by; a mode from elsewhere is trusted. */
function isPrivate(look: Look, call: CallExpression): boolean {
  const text = look.file.text.slice(call.start, call.end);
  if (/['"][wa]\+?x\+?['"]/.test(text)) return true;
  const opens = /\bopen(Sync)?\s*\($/.test(text.slice(0, text.indexOf('(') + 1));
  if (opens && !/['"`][wa]/.test(text)) return true;
  const mode =
    /\bmode\s*:\s*([\w.]+)|\bmode\b\s*[,}]/.exec(text)?.[1] ?? (opens ? thirdOf(look, call) : undefined);
  if (mode === undefined) return /\bmode\s*[,}]/.test(text);
  const bits = /^0o?[0-7]+$/.test(mode) ? Number.parseInt(mode.replace(/^0o?/, ''), 8) : 0;
  return (bits & 0o077) === 0;
}

function thirdOf(look: Look, call: CallExpression): string | undefined {
  const third = call.arguments[2];
  return third && !/Function|Arrow/.test(third.type)
    ? look.file.text.slice(third.start, third.end)
    : undefined;
}

/** Too long a random name to be guessed, unless it is cut. */
function isRandom(look: Look, path: Node): boolean {
  const value = resolved(look.code, path);
  const text = look.file.text.slice(value.start, value.end);
  return (
    /\b(randomUUID|randomBytes|nanoid|uuid\w*|v4|v7)\s*\(/.test(text) && !/\.(slice|substr\w*)\(/.test(text)
  );
}

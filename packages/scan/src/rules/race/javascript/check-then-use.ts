import type { CallExpression, Node } from 'oxc-parser';
import type { SourceFile } from '../../../engine/file.ts';
import { fileRule } from '../../../engine/rule.ts';
import type { Code } from '../../code/program/code.ts';
import { codeModel } from '../../code/program/code-model.ts';
import { nameOf } from '../../code/program/names.ts';
import { argumentOf, isWithin } from '../../code/program/node.ts';
import { step } from '../step.ts';
import { callsIn, card, example, functionOf, isSame, quote, textOf } from './nodes.ts';

const ofFileSystem =
  /^(?:fs|fs\/promises|fs\.promises|fs-extra|graceful-fs)\.(?:promises\.)?(\w+?)(?:Sync)?$/;
const checking = /^(exists|pathExists|access|l?stat)$/;
/**
 * What harms when the path has become a link meanwhile, and which argument is written to. Making folders and removing
 * only fail, and what is copied or moved from only has to be there.
 */
const changing: Readonly<Record<string, number>> = {
  writeFile: 0,
  outputFile: 0,
  appendFile: 0,
  writeJson: 0,
  writeJSON: 0,
  outputJson: 0,
  open: 0,
  createWriteStream: 0,
  chmod: 0,
  chown: 0,
  truncate: 0,
  utimes: 0,
  rename: 1,
  move: 1,
  copyFile: 1,
  copy: 1,
  cp: 1,
};
/** After a look whether it is a link, reading and removing matter as well: that is what the look was for. */
const following: Readonly<Record<string, number>> = {
  ...changing,
  readFile: 0,
  createReadStream: 0,
  rm: 0,
  readdir: 0,
};

export const checkThenUse = fileRule({
  ...card,
  id: 'race/check-then-use',
  title: 'File checked first and changed later',
  severity: 'medium',
  weakness: ['CWE-367'],
  what: '`fs.exists`, `fs.access` or `fs.stat` looks at a path, and the code behind it writes, opens or copies over it; or `lstat` looks whether it is a link, and it is read.',
  why: 'Between the two somebody else puts a link or another file there, and the program writes where they chose.',
  fix: 'Do it and handle the error: `fs.writeFile(path, text, { flag: "wx" })`, or open once and use the descriptor.',
  aliases: ['js/file-system-race'],
  bad: [
    example(
      'const fs = require("fs");',
      'if (!fs.existsSync(path)) {',
      '  fs.writeFileSync(path, text);',
      '}',
    ),
    example(
      'import { access, open } from "node:fs";',
      'access(path, (error) => {',
      '  open(path, "w", done);',
      '});',
    ),
    example(
      'import { lstat, readFile } from "node:fs/promises";',
      'async function show(path) {',
      '  if ((await lstat(path)).isSymbolicLink()) throw new Error("a link");',
      '  return readFile(path);',
      '}',
    ),
  ],
  good: [
    example('const fs = require("fs");', 'fs.writeFileSync(path, text, { flag: "wx" });'),
    example('const fs = require("fs");', 'if (fs.existsSync(path)) fs.readFileSync(path);'),
    example('const fs = require("fs");', 'if (!fs.existsSync(path)) fs.writeFileSync(other, text);'),
    example('const fs = require("fs");', 'if (fs.existsSync(path)) fs.copyFileSync(path, backup);'),
  ],
  references: ['https://nodejs.org/api/fs.html#fsaccesspath-mode-callback'],
  check(file, report) {
    // The rarer first.
    if (
      !/\bfs\b|fs-extra|graceful-fs/.test(file.text) ||
      !/\b(exists|pathExists|access|l?stat)(Sync)?\b/.test(file.text)
    )
      return;
    const code = file.tree(codeModel);
    if (!code) return;
    const calls = callsIn(code).flatMap((call) => {
      const method = ofFileSystem.exec(nameOf(code, call.callee) ?? '')?.[1];
      return method === undefined ? [] : [{ call, method }];
    });
    const told = new Set<CallExpression>();
    for (const { call: check, method } of calls) {
      const path = checking.test(method) ? argumentOf(check, 0) : null;
      const use = path && calls.find((later) => isUse(file, code, later, { check, path, method }))?.call;
      if (!use || told.has(use)) continue;
      told.add(use);
      const isExclusive = opensExclusively.test(textOf(file, use));
      report({
        start: use.start,
        end: use.end,
        ...(isExclusive ? { severity: 'low' as const } : {}),
        message: isExclusive
          ? `the check says nothing: \`x\` finds out by itself whether ${quote(file, path)} is there`
          : `${quote(file, path)} may be another file than the one that was checked`,
        flow: [step(file, check, 'checked here'), step(file, use, 'used here')],
      });
    }
  },
});

interface Checked {
  readonly check: CallExpression;
  readonly path: Node;
  readonly method: string;
}

/** Behind the check, in its function or what that calls back, and about the same path. */
function isUse(
  file: SourceFile,
  code: Code,
  { call, method }: { readonly call: CallExpression; readonly method: string },
  checked: Checked,
): boolean {
  const around = functionOf(checked.check);
  const isLookForLink =
    checked.method === 'lstat' && /\bisSymbolicLink\b/.test(around ? textOf(file, around) : file.text);
  const index = (isLookForLink ? following : changing)[method];
  if (index === undefined || call.start <= checked.check.start) return false;
  // Whoever asks for the mode before setting it asks for nothing else.
  if (checked.method === 'stat' && method === 'chmod') return false;
  if (!isLookForLink && !writes(file, call, method)) return false;
  const target = argumentOf(call, index);
  if (!target || !isSame(file, code, target, checked.path)) return false;
  return around === null || isWithin(call, around);
}

const opensExclusively =
  /\bopen(Sync)?\s*\([^()]{0,200}["'`][wa]\+?x|\bopen(Sync)?\s*\([^()]{0,200}["'`]x[wa]/;

/** Opened for reading, it is whatever it is; with `wx`, `writeFile` makes the file itself. */
function writes(file: SourceFile, call: CallExpression, method: string): boolean {
  const text = textOf(file, call);
  if (method === 'open') return /["'`](w|a|r\+|x)/.test(text);
  return !/\bflags?\s*:\s*["'`][wa]\+?x/.test(text);
}

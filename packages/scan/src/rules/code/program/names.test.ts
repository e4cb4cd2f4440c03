import { expect, test } from 'vitest';
import { SourceFile } from '../../../engine/file.ts';
import { codeModel } from './code-model.ts';
import { nameOf } from './names.ts';

/** The full name of what the last call in a text calls. */
function called(text: string): string | null {
  const code = new SourceFile('a.ts', text).tree(codeModel);
  const call = code?.byType.get('CallExpression')?.at(-1);
  if (!code || call?.type !== 'CallExpression') throw new Error('no call in the text');
  return nameOf(code, call.callee);
}

test.each([
  ["const { exec: run } = require('child_process'); run(x);", 'child_process.exec'],
  ["const cp = require('node:child_process'); cp.exec(x);", 'child_process.exec'],
  ["const run = require('child_process').exec; run(x);", 'child_process.exec'],
  ["import { exec as run } from 'child_process'; run(x);", 'child_process.exec'],
  ["import * as cp from 'child_process'; cp['exec'](x);", 'child_process.exec'],
  ["import cp = require('child_process'); cp.exec(x);", 'child_process.exec'],
  ["const run = util.promisify(require('child_process').exec); run(x);", 'child_process.exec'],
  [
    "import mysql from 'mysql'; const db = mysql.createConnection(o); db.query(x);",
    'mysql.createConnection().query',
  ],
  ["import { Pool } from 'pg'; class A { db = new Pool(); f() { this.db.query(x); } }", 'pg.Pool().query'],
  [
    "import { Pool } from 'pg'; class A { constructor(private db: Pool) {} f() { this.db.query(x); } }",
    'pg.Pool().query',
  ],
  ['window.document.write(x);', 'document.write'],
  ['(function (w) { w.eval(x); })(window);', 'eval'],
  ['function f(db) { db.query(x); }', '$db.query'],
  ['const eval = f; { const eval = (y) => y; eval(x); }', '$eval'],
  ['const a = a.b; a.c(x);', '$a.c'],
])('%s', (text, name) => {
  expect(called(text)).toBe(name);
});

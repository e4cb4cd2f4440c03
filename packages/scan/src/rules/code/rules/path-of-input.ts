import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { optionIn } from '../program/constant.ts';
import { isResponseMethod } from '../program/response.ts';

const one = [
  'readFile',
  'readFileSync',
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
  'createReadStream',
  'createWriteStream',
  'open',
  'openSync',
  'unlink',
  'unlinkSync',
  'rm',
  'rmSync',
  'rmdir',
  'rmdirSync',
  'mkdir',
  'mkdirSync',
  'readdir',
  'readdirSync',
  'stat',
  'statSync',
  'lstat',
  'lstatSync',
  'access',
  'accessSync',
  'exists',
  'existsSync',
  'chmod',
  'chmodSync',
  'truncate',
  'readlink',
  'opendir',
  'outputFile',
  'outputFileSync',
  'readJson',
  'readJsonSync',
  'writeJson',
  'remove',
  'removeSync',
  'emptyDir',
  'ensureDir',
  'pathExists',
  'watch',
  'watchFile',
  'chown',
  'utimes',
  'truncateSync',
  'readlinkSync',
  'opendirSync',
  'mkdirp',
  'mkdirs',
];
const two = [
  'rename',
  'renameSync',
  'copyFile',
  'copyFileSync',
  'cp',
  'cpSync',
  'link',
  'linkSync',
  'symlink',
  'symlinkSync',
  'move',
  'copy',
];
const modules = ['fs', 'fs.promises', 'fs/promises', 'fs-extra', 'graceful-fs', 'mz/fs', 'fs-jetpack'];
const named = (names: readonly string[]): string[] =>
  modules.flatMap((module) => names.map((name) => `${module}.${name}`));

export const pathOfInput = flowRule({
  id: 'code/path-of-input',
  title: 'The path of a file comes from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-22'],
  kind: 'security',
  what: 'A file is read, written or sent whose path holds a value from outside.',
  why: '`../../etc/passwd` leaves the folder it was meant for; a written path overwrites any file of the program.',
  fix: 'Resolve the path and test that it still begins with the folder and a separator, or take `path.basename` of the value, or give `sendFile` a `root`.',
  bad: [
    {
      'file.js':
        'const fs = require("fs");\nconst path = require("path");\napp.get("/", (req, res) => {\n  const file = path.join(__dirname, "files", req.query.name);\n  fs.readFile(file, (error, text) => res.json(text));\n});\n',
    },
    {
      'send.js':
        'app.get("/:name", (req, res) => res.sendFile("/srv/files/" + req.params.name + req.query.kind));\n',
    },
  ],
  good: [
    {
      'file.js':
        'const fs = require("fs");\nconst path = require("path");\napp.get("/", (req, res) => fs.createReadStream(path.join("files", path.basename(req.query.name))).pipe(res));\n',
    },
    {
      'file.js':
        'const fs = require("fs");\nconst path = require("path");\napp.get("/", (req, res) => {\n  const file = path.resolve(root, req.query.name);\n  if (!file.startsWith(root + path.sep)) return res.sendStatus(400);\n  fs.createReadStream(file).pipe(res);\n});\n',
    },
    {
      'send.js': 'app.get("/:name", (req, res) => res.sendFile(req.params.name, { root: "/srv/files" }));\n',
    },
  ],
  words: [
    '\\bfs\\b',
    'fs-extra',
    '[sS]end[fF]ile',
    '\\.download\\(',
    '\\b(?:readFile|writeFile|createReadStream|createWriteStream|unlink)',
    'koa-send',
    'Deno\\.|Bun\\.|rimraf',
  ],
  purpose: 'path',
  sinks: [
    { of: named(one) },
    { of: named(two), args: [0, 1] },
    {
      of: [
        ...[
          'readFile',
          'readTextFile',
          'writeFile',
          'writeTextFile',
          'open',
          'remove',
          'readDir',
          'stat',
        ].flatMap((name) => [`Deno.${name}`, `Deno.${name}Sync`]),
        'Bun.file',
        'Bun.write',
        'rimraf',
        'rimraf.rimraf',
        'rimraf.sync',
        'del',
      ],
    },
    {
      of: ['*.sendFile', '*.sendfile', '*.download'],
      when: (call, look, name) => isResponseMethod(name) && !hasRoot(call, look),
    },
    {
      of: ['koa-send', 'send'],
      args: [1],
      when: (call, look) => look.code.modules.has('koa-send') && !hasRoot(call, look),
    },
    {
      of: ['*.mv'],
      when: (call, look) =>
        /\bfiles?\b/.test(look.file.text.slice(call.start, call.end)) ||
        look.code.modules.has('express-fileupload'),
    },
  ],
  harm: 'gets into the path of a file',
});

function hasRoot(call: Node, look: Look): boolean {
  if (call.type !== 'CallExpression') return false;
  return call.arguments.slice(1).some((arg) => optionIn(look.code, arg, 'root') !== null);
}

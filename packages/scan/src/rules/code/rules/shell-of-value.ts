import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { constantString, isTrue, optionIn, optionOf, resolved } from '../program/constant.ts';
import { listTaking } from '../spawning.ts';

const shells = /^(\/(usr\/)?bin\/)?(sh|bash|zsh|dash|ksh|cmd(\.exe)?|powershell(\.exe)?|pwsh)$/i;

export const shellOfValue = flowRule({
  id: 'code/shell-of-value',
  title: 'A shell command is made from a value',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-78'],
  kind: 'security',
  what: 'A command line for a shell holds a value from outside. A parameter of a function in it is for review.',
  why: '`;`, `|`, `$(…)` and line breaks in the value are the shell’s own language: it runs whatever they spell.',
  fix: 'Call the program without a shell and with its arguments in a list: `execFile("convert", [name])`. End options with `--`.',
  bad: [
    {
      'ping.js':
        'const { exec: run } = require("child_process");\napp.get("/ping", (req, res) => {\n  const { host } = req.query;\n  run(`ping -c 1 ${host}`, (error, out) => res.send(out));\n});\n',
    },
    {
      'git.ts':
        'import { execSync } from "node:child_process";\nexport const log = (ref: string) => execSync("git log " + ref);\n',
    },
    {
      'sh.js':
        'const cp = require("child_process");\nmodule.exports.handler = async (event) => cp.spawn("bash", ["-c", "ls " + event.folder]);\n',
    },
  ],
  good: [
    {
      'ping.js':
        'const { execFile } = require("child_process");\napp.get("/ping", (req, res) => execFile("ping", ["-c", "1", req.query.host], (error, out) => res.json(out)));\n',
    },
    {
      'count.js':
        'const { exec } = require("child_process");\napp.get("/", (req) => exec(`seq ${parseInt(req.query.n, 10)}`));\n',
    },
    { 'regex.js': 'const match = /a/.exec(req.query.name);\n' },
  ],
  references: ['https://nodejs.org/api/child_process.html#child_processexeccommand-options-callback'],
  words: ['child_process', 'shelljs', 'execa', 'cross-spawn', 'Deno\\.', 'zx', 'execSync', 'node-cmd'],
  purpose: 'shell',
  also: ['parameter'],
  sinks: [
    {
      of: [
        'child_process.exec',
        'child_process.execSync',
        'child_process/promises.exec',
        'shelljs.exec',
        'execa.command',
        'execa.commandSync',
        'execa.execaCommand',
        'execa.execaCommandSync',
        'node-cmd.run',
        'node-cmd.get',
      ],
    },
    {
      of: listTaking,
      args: [0, 1],
      when: runsShell,
    },
    { of: ['Deno.run', 'Deno.Command'], args: [0, 1], options: ['cmd', 'args'] },
  ],
  harm: 'gets into a command line of a shell',
});

/** `spawn('sh', ['-c', …])` or `{ shell: true }`. */
function runsShell(call: Node, look: Look): boolean {
  if (call.type !== 'CallExpression') return false;
  const [program, list] = call.arguments;
  const name = program ? constantString(look.code, program) : null;
  const words = list ? resolved(look.code, list) : null;
  if (name !== null && shells.test(name) && words?.type === 'ArrayExpression')
    return words.elements.some(
      (word) => word && /^([-/]\w*c|-command)$/i.test(constantString(look.code, word) ?? ''),
    );
  const shell = optionOf(look.code, call, 2, 'shell') ?? (list ? optionIn(look.code, list, 'shell') : null);
  return shell !== null && (isTrue(look.code, shell) || constantString(look.code, shell) !== null);
}

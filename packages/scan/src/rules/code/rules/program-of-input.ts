import type { Node } from 'oxc-parser';
import type { Look } from '../code-rule.ts';
import { flowRule } from '../flow-rule.ts';
import { constantString, resolved } from '../program/constant.ts';
import { listTaking } from '../spawning.ts';

export const programOfInput = flowRule({
  id: 'code/program-of-input',
  title: 'The program to run, or its options, come from outside',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-78', 'CWE-88'],
  kind: 'security',
  what: 'The name of the program given to `spawn`, `execFile` or `fork` comes from outside; or an argument of git, tar, find and the like, which may be an option. A parameter of a function is for review.',
  why: 'Whoever names the program runs any one on the machine: no shell is needed for that.',
  fix: 'Let the request choose from a table: `const program = programs[req.body.tool]`, and refuse what is not in it. Put `--` before arguments from outside.',
  bad: [
    {
      'run.js':
        'const { spawn } = require("child_process");\napp.post("/", (req) => spawn(req.body.tool, ["--version"]));\n',
    },
    {
      'clone.js':
        'const { execFile } = require("child_process");\napp.post("/", (req) => execFile("git", ["clone", req.body.repository]));\n',
    },
  ],
  good: [
    {
      'clone.js':
        'const { execFile } = require("child_process");\napp.post("/", (req) => execFile("git", ["clone", "--", req.body.repository]));\n',
    },
    {
      'run.js':
        'const { spawn } = require("child_process");\nconst tools = { git: "/usr/bin/git" };\napp.post("/", (req) => spawn(tools[req.body.tool], ["--version"]));\n',
    },
    {
      'run.js':
        'const { spawn } = require("child_process");\napp.post("/", (req, res) => {\n  if (!["git", "hg"].includes(req.body.tool)) return res.sendStatus(400);\n  spawn(req.body.tool);\n});\n',
    },
  ],
  words: ['child_process', 'cross-spawn', 'execa', 'worker_threads'],
  purpose: 'shell',
  also: ['parameter'],
  sinks: [
    {
      of: [
        'child_process.spawn',
        'child_process.spawnSync',
        'child_process.execFile',
        'child_process.execFileSync',
        'child_process.fork',
        'cross-spawn',
        'cross-spawn.spawn',
        'cross-spawn.sync',
        'execa',
        'execa.execa',
      ],
    },
    {
      of: [...listTaking, 'execa.execa'],
      args: [1],
      when: takesOptions,
    },
    { of: ['worker_threads.Worker', 'cluster.setupPrimary', 'cluster.setupMaster'] },
  ],
  harm: 'names the program that is run, or an option of it',
});

/** Programs with options that run others: `git clone --upload-pack=…`, `tar --checkpoint-action=…`, `find -exec`; and those that run a file they are given. */
const runners =
  /^(git|hg|svn|tar|find|ssh|scp|rsync|curl|wget|zip|env|xargs|npm|npx|node|python3?|ffmpeg|perl|ruby|php|(ba|z|da|k)?sh|cmd(\.exe)?|powershell|pwsh)$/;

/** Are the arguments a list for such a program, and is there no `--` that ends its options? */
function takesOptions(call: Node, look: Look): boolean {
  if (call.type !== 'CallExpression') return false;
  const [program, list] = call.arguments;
  const name = program ? constantString(look.code, program) : null;
  const words = list ? resolved(look.code, list) : null;
  return (
    name !== null &&
    runners.test(name) &&
    words?.type === 'ArrayExpression' &&
    !words.elements.some((word) => word !== null && constantString(look.code, word) === '--')
  );
}

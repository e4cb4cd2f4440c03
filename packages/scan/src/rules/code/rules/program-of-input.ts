import { flowRule } from '../flow-rule.ts';

export const programOfInput = flowRule({
  id: 'code/program-of-input',
  title: 'The program to run comes from outside',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-78'],
  kind: 'security',
  what: 'The name of the program given to `spawn`, `execFile` or `fork` comes from outside.',
  why: 'Whoever names the program runs any one on the machine: no shell is needed for that.',
  fix: 'Let the request choose from a table: `const program = programs[req.body.tool]`, and refuse what is not in it.',
  bad: [
    {
      'run.js':
        'const { spawn } = require("child_process");\napp.post("/", (req) => spawn(req.body.tool, ["--version"]));\n',
    },
  ],
  good: [
    {
      'run.js':
        'const { spawn } = require("child_process");\nconst tools = { git: "/usr/bin/git" };\napp.post("/", (req) => spawn(tools[req.body.tool], ["--version"]));\n',
    },
    {
      'run.js':
        'const { spawn } = require("child_process");\napp.post("/", (req, res) => {\n  if (!["git", "hg"].includes(req.body.tool)) return res.sendStatus(400);\n  spawn(req.body.tool);\n});\n',
    },
  ],
  words: ['child_process', 'cross-spawn', 'execa'],
  purpose: 'shell',
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
  ],
  harm: 'names the program that is run',
});

import { flowRule } from '../flow-rule.ts';
import { resolved } from '../program/constant.ts';

export const vmOfValue = flowRule({
  id: 'code/vm-of-value',
  title: 'A sandbox runs code from outside',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-94'],
  kind: 'security',
  what: 'Code given to `vm`, `vm2`, `sandbox`, `notevil` or a like module comes from outside.',
  why: '`node:vm` is no security boundary, by its own manual, and vm2 and its kin were escaped again and again: the code gets out.',
  fix: 'Run foreign code in another process without rights, or in isolated-vm, and never with names from your own program.',
  bad: [
    {
      'run.js':
        'const vm = require("vm");\napp.post("/", (req, res) => res.json(vm.runInNewContext(req.body.code)));\n',
    },
    {
      'run.js':
        'const { VM } = require("vm2");\nconst box = new VM();\nmodule.exports.handler = async (event) => box.run(event.code);\n',
    },
    {
      'run.js': 'const vm = require("vm");\napp.post("/", (req) => vm.runInNewContext("x + 1", req.body));\n',
    },
  ],
  good: [
    { 'run.js': 'const vm = require("vm");\nvm.runInNewContext("1 + 1");\n' },
    {
      'run.js':
        'const vm = require("vm");\napp.post("/", (req) => vm.runInNewContext("x + 1", { x: Number(req.body.x) }));\n',
    },
  ],
  references: ['https://nodejs.org/api/vm.html#vm-executing-javascript'],
  words: [
    '["\\\'](?:node:)?vm2?["\\\']',
    '["\\\'](?:sandbox|notevil|isolated-vm|static-eval|safe-eval|thenify|mathjs)["\\\']',
    '\\bVM(?:Script)?\\(',
  ],
  purpose: 'code',
  also: ['parameter'],
  sinks: [
    {
      of: [
        'vm.runInContext',
        'vm.runInNewContext',
        'vm.runInThisContext',
        'vm.compileFunction',
        'vm.Script',
        'vm2.VM().run',
        'vm2.NodeVM().run',
        'vm2.VMScript',
        'VM().run',
        'NodeVM().run',
        'VMScript',
        'sandbox().run',
        'notevil',
        'notevil.Function',
        'safe-eval',
        'static-eval',
        'mathjs.eval',
        'thenify.withCallback',
        'thenify',
      ],
    },
    {
      // Whoever makes the whole context brings getters and functions into the sandbox.
      of: ['vm.runInContext', 'vm.runInNewContext'],
      args: [1],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[1] !== undefined &&
        resolved(look.code, call.arguments[1]).type !== 'ObjectExpression' &&
        look.flow(call.arguments[1], { purpose: 'object' }) !== null,
    },
    {
      of: ['vm.createContext'],
      when: (call, look) =>
        call.type === 'CallExpression' &&
        call.arguments[0] !== undefined &&
        resolved(look.code, call.arguments[0]).type !== 'ObjectExpression' &&
        look.flow(call.arguments[0], { purpose: 'object' }) !== null,
    },
    {
      of: ['*.compileScript', '*.compileScriptSync'],
      when: (_, look) => look.code.modules.has('isolated-vm'),
    },
  ],
  harm: 'is run in a sandbox that does not hold',
});

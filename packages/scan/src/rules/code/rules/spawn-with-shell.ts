import { codeRule } from '../code-rule.ts';
import { constantString, isConstant, isTrue, optionIn, resolved } from '../program/constant.ts';

export const spawnWithShell = codeRule({
  id: 'code/spawn-with-shell',
  title: 'A program is started through a shell',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-78'],
  kind: 'security',
  what: '`spawn` or `execFile` has `shell: true` and a command or arguments that are no literals.',
  why: 'With a shell between, the list of arguments is joined into one line, and what was one argument may become a command.',
  fix: 'Leave `shell` out. On Windows name the `.cmd` file and keep arguments from outside away from it.',
  bad: [
    {
      'run.js':
        'const { spawn } = require("child_process");\nconst run = (tool, args) => spawn(tool, args, { shell: true });\n',
    },
  ],
  good: [
    {
      'run.js':
        'const { spawn } = require("child_process");\nconst run = (tool, args) => spawn(tool, args, { shell: false });\n',
    },
    { 'run.js': 'require("child_process").spawn("npm", ["ci"], { shell: true });\n' },
  ],
  words: ['shell["\']?\\s*:'],
  calls: [
    {
      of: ['spawn', 'spawnSync', 'execFile', 'execFileSync']
        .map((name) => `child_process.${name}`)
        .concat('cross-spawn', 'execa'),
      look(call, look) {
        const options = call.arguments.at(-1);
        const shell = options ? optionIn(look.code, options, 'shell') : null;
        if (!shell || !(isTrue(look.code, shell) || constantString(look.code, shell) !== null)) return;
        const isFixed = call.arguments.slice(0, -1).every((arg) => {
          const value = resolved(look.code, arg);
          return value.type === 'ArrayExpression'
            ? value.elements.every((word) => word && isConstant(look.code, word))
            : isConstant(look.code, value);
        });
        if (!isFixed) look.report(call, `${look.quote(call)} joins its arguments into a line for a shell`);
      },
    },
  ],
});

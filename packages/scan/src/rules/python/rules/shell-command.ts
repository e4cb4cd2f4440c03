import { argument, type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge } from '../judge.ts';
import { example, forEach, type Look, pythonRule } from '../python-rule.ts';
import { isSubprocess, running, shells, withShell } from '../subprocess.ts';

const remote = /(^|\.)(paramiko\.SSHClient\(\)|ssh|ssh_client|sshclient)\.exec_command$/i;

export const shellCommand = pythonRule({
  id: 'python/shell-command',
  title: 'Shell command made from a value',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-78'],
  kind: 'security',
  what: '`os.system`, `os.popen`, `subprocess` with `shell=True` or their like get a command that is put together.',
  why: 'Whoever chooses a part of it adds `; rm -rf ~` or `$(…)`, and the shell runs it with the rights of your program.',
  fix: 'Call the program without a shell, its arguments as a list: `subprocess.run(["convert", name])`; quote with `shlex.quote` where a shell is needed.',
  aliases: ['B602', 'B605', 'S602', 'S605'],
  bad: [
    example(
      'import os',
      'from flask import request',
      '@app.route("/ping")',
      'def ping():',
      '    os.system("ping -c 1 " + request.args["host"])',
    ),
    example(
      'import subprocess',
      'def archive(name):',
      '    subprocess.run(f"tar cf {name}.tar .", shell=True)',
    ),
  ],
  good: [
    example('import os', 'os.system("clear")'),
    example('import subprocess', 'def archive(name):', '    subprocess.run(["tar", "cf", name, "."])'),
    example('import os, shlex', 'def show(name):', '    os.system("ls " + shlex.quote(name))'),
  ],
  references: ['https://docs.python.org/3/library/subprocess.html#security-considerations'],
  words:
    /\b(system|popen\w?|getoutput|getstatusoutput|shell|subprocess_shell|create_subprocess_shell|exec_command|BashOperator)\b/,
  calls: {
    ...forEach(
      [
        'system',
        'popen',
        'popen2',
        'popen3',
        'popen4',
        'getoutput',
        'getstatusoutput',
        'create_subprocess_shell',
        'subprocess_shell',
      ],
      (call: Call, look: Look) => {
        if (shells.test(call.name))
          reportCommand(
            call,
            givenValue(call, call.method === 'subprocess_shell' && call.arguments.length > 1 ? 1 : 0, 'cmd'),
            look,
          );
      },
    ),
    BashOperator(call, look) {
      const command = argument(call, 1, 'bash_command') ?? argument(call, 0);
      if (command?.value.built) reportCommand(call, command.value, look);
    },
    exec_command(call, look) {
      if (!remote.test(call.name) && !/SSHClient\(\)/.test(call.name)) return;
      reportCommand(call, givenValue(call, 0, 'command'), look);
    },
    ...forEach(running, (call: Call, look: Look) => {
      if (!isSubprocess(call) || !withShell(call, look)) return;
      reportCommand(call, givenValue(call, 0, 'args'), look);
    }),
  },
});

function reportCommand(call: Call, value: Value, look: Look): void {
  const judged = judge(value);
  if (!judged) return;
  look.report(call.node, {
    ...judged.seen,
    message: `A shell reads this command, part of which ${judged.whence}`,
  });
}

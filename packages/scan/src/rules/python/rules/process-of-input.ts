import { argument, type Call, givenValue } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, pythonRule, type Seen } from '../python-rule.ts';
import { isSubprocess, running, withShell } from '../subprocess.ts';

const spawning =
  /^(os\.(exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|startfile)|asyncio\.create_subprocess_exec|asyncio\.subprocess\.create_subprocess_exec|(\?|\w+|.*\(\))\.subprocess_exec|pty\.spawn|pexpect\.(spawn|run))$/;

export const processOfInput = pythonRule({
  id: 'python/process-of-input',
  title: 'Program or arguments chosen from outside',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-78', 'CWE-88'],
  kind: 'security',
  what: 'A process is started, without a shell, whose program or arguments come from a request or the command line.',
  why: 'Many programs do anything when asked with the right option (`--upload-pack=…`, `-o ProxyCommand=…`).',
  fix: 'Name the program in the code, choose arguments from a list of your own, and put `--` before a value that is free.',
  bad: [
    example(
      'import subprocess',
      'from flask import request',
      'def clone():',
      '    subprocess.run(["git", "clone", request.form["url"]])',
    ),
  ],
  good: [
    example('import subprocess', 'def clone(url):', '    subprocess.run(["git", "clone", "--", url])'),
    example(
      'import subprocess',
      'from flask import request',
      'def show():',
      '    page = int(request.args["page"])',
      '    subprocess.run(["pdftoppm", "-f", page, "book.pdf"])',
    ),
  ],
  words:
    /\b(subprocess\w*|exec[lv]p?e?|spawn[lv]?p?e?|posix_spawnp?|startfile|create_subprocess_exec|pexpect|sh)\b/,
  calls: {
    '*': (call, look) => {
      // Every program is a function of the module `sh`.
      if (/^sh\.[a-z]\w*$/.test(call.name))
        reportProcess(
          call,
          look,
          call.arguments.filter(({ value }) => value.built).map(({ value }) => value),
        );
    },
    ...forEach(running, (call: Call, look: Look) => {
      if (!isSubprocess(call) || withShell(call, look)) return;
      const given = argument(call, 0, 'args');
      if (!given) return;
      // One string is the name of one program, but on Windows what follows its first word are arguments.
      const isOneName = given.value.prefix !== '' && !/^(list|tuple)$/.test(given.node.type);
      reportProcess(call, look, [given.value], isOneName ? { confidence: 'review', severity: 'medium' } : {});
    }),
    ...forEach(
      [
        'execl',
        'execle',
        'execlp',
        'execlpe',
        'execv',
        'execve',
        'execvp',
        'execvpe',
        'spawnl',
        'spawnle',
        'spawnlp',
        'spawnlpe',
        'spawnv',
        'spawnve',
        'spawnvp',
        'spawnvpe',
        'posix_spawn',
        'posix_spawnp',
        'startfile',
        'create_subprocess_exec',
        'subprocess_exec',
        'spawn',
      ],
      (call: Call, look: Look) => {
        if (!spawning.test(call.name)) return;
        reportProcess(
          call,
          look,
          call.arguments.map(({ value }) => value),
        );
        // Before the program stand a mode, or what makes the protocol.
        const program = judge(givenValue(call, /^spawn[lv]|^subprocess_exec$/.test(call.method) ? 1 : 0));
        if (program) look.report(call.node, { ...program.seen, message: `The program ${program.whence}` });
      },
    ),
  },
});

function reportProcess(call: Call, look: Look, values: readonly Value[], milder: Partial<Seen> = {}): void {
  for (const value of values) {
    const judged = judgeOutside(value, 'web', 'local');
    // The environment handed on is what every process has.
    if (!judged || value.name === 'os.environ') continue;
    look.report(call.node, { ...judged.seen, ...milder, message: `What is started here ${judged.whence}` });
    return;
  }
}

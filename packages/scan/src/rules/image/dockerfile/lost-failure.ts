import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';
import { isFlag, runs } from '../shell.ts';

export const lostFailure = fileRule({
  id: 'image/lost-failure',
  title: 'Pipe whose failure is not seen',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-754'],
  kind: 'security',
  what: 'A `RUN` pipes one command into another without `pipefail`.',
  why: 'When the download fails the build goes on with half a file.',
  fix: 'Set `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` before it.',
  aliases: ['DL4006'],
  bad: [{ Dockerfile: `FROM debian:12.1\nRUN wget -O- https://example.org/a | tar x\n` }],
  good: [
    {
      Dockerfile: `FROM debian:12.1\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN wget -O- https://example.org/a | tar x\n`,
    },
    { Dockerfile: `FROM debian:12.1\nRUN set -o pipefail && wget -O- https://example.org/a | tar x\n` },
    { Dockerfile: `FROM debian:12.1\nRUN bash -o pipefail -c 'wget -O- https://example.org/a | tar x'\n` },
  ],
  references: ['https://docs.docker.com/build/building/best-practices/'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { instructions } of file.tree(dockerfile)) {
      let isSafe = false;
      for (const { keyword, words, commands, start, end } of instructions) {
        if (keyword === 'SHELL') isSafe = isSafeShell(words);
        // Commands behind the one that sets it; those of `bash -o pipefail -c '…'` follow it, too.
        const sets = commands.findIndex(
          (command) =>
            runs(command, 'set', 'bash', 'zsh', 'ksh', 'ash') && command.words.includes('pipefail'),
        );
        const before = sets === -1 ? commands : commands.slice(0, sets);
        if (!isSafe && before.some(({ pipedInto }) => pipedInto !== null))
          report({
            start,
            end,
            message: 'Only the last command of the pipe decides whether the build goes on',
          });
      }
    }
  },
});

/** A shell that ends when any part of a pipe fails; PowerShell and cmd have no such pipes. */
function isSafeShell(words: readonly string[]): boolean {
  if (/(pwsh|powershell|cmd)(\.exe)?$/i.test(words[0] ?? '')) return true;
  const options = words.filter(isFlag).join(' ');
  return (
    words.includes('pipefail') && /o(\s|$)/.test(options) && /\/?(bash|zsh|ksh|ash)$/.test(words[0] ?? '')
  );
}

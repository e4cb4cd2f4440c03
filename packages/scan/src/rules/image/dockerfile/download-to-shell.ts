import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs, type ShellCommand } from '../shell.ts';

/** What fetches from the network and writes to its output. */
const downloads = (command: ShellCommand): boolean => runs(command, 'curl', 'wget');
const shells = ['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'python', 'python3', 'perl', 'ruby', 'node'];

export const downloadToShell = fileRule({
  id: 'image/download-to-shell',
  title: 'Download that is run unseen',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-494'],
  kind: 'security',
  what: 'A `RUN` hands a download to a shell or interpreter, by a pipe or a substitution.',
  why: 'Whoever takes over the address runs commands as root in every build; nobody sees what was run.',
  fix: 'Download a version, compare its checksum (`sha256sum -c`), then run it.',
  bad: [
    { Dockerfile: `FROM debian:12.1\nRUN curl -fsSL https://example.org/install | sh\n` },
    { Dockerfile: `FROM debian:12.1\nRUN wget -qO- https://example.org/i | tee log | bash -s -- -y\n` },
    { Dockerfile: 'FROM debian:12.1\nRUN sh -c "$(curl -fsSL https://example.org/i)"\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN bash <(curl -fsSL https://example.org/i)\n' },
  ],
  good: [
    {
      Dockerfile: `FROM debian:12.1\nRUN curl -fsSLo i.sh https://example.org/i && sha256sum -c sums && sh i.sh\n`,
    },
    { Dockerfile: `FROM debian:12.1\nRUN curl -fsS https://example.org/a.tgz | tar xz\n` },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      for (const command of commands) {
        const reader = downloads(command)
          ? readersOf(command).find((one) => runs(one, ...shells, 'sudo'))
          : isFed(command)
            ? command
            : null;
        if (reader)
          report({
            start,
            end,
            message: `What is downloaded is run by \`${reader.words[0]}\``,
          });
      }
  },
});

/** `sh -c "$(curl …)"`, `bash <(curl …)`, `eval "$(wget …)"`: the whole argument is what was downloaded. */
const isFed = (command: ShellCommand): boolean =>
  runs(command, ...shells, 'eval', 'source', '.', 'sudo') &&
  command.words.some((word) => /^([$<]\(|`)\s*(sudo\s+)?(curl|wget)\s/.test(word));

function readersOf(command: ShellCommand): ShellCommand[] {
  const readers: ShellCommand[] = [];
  for (let next = command.pipedInto; next !== null; next = next.pipedInto) readers.push(next);
  return readers;
}

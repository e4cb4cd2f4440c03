import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs, type ShellCommand } from '../shell.ts';

export const credentialsInCommand = fileRule({
  id: 'image/credentials-in-command',
  title: 'Credentials in a build step',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798', 'CWE-538'],
  kind: 'security',
  what: 'A `RUN` carries a password: in an address (`https://user:secret@…`), as `curl -u user:secret`, or set with `chpasswd`.',
  why: 'Whoever reads the repository has it, and so has whoever can pull the image: `docker history` shows it.',
  fix: 'Mount it (`RUN --mount=type=secret,…`); give users of an image no password at all.',
  bad: [
    { Dockerfile: 'FROM debian:12.1\nRUN git clone https://ann:gh7Fa9@example.org/a.git\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN echo "root:toor" | chpasswd\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN curl -u ann:hunter22 https://example.org/a\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12.1\nRUN git clone https://$USER:$TOKEN@example.org/a.git\n' },
    {
      Dockerfile:
        'FROM debian:12.1\nRUN git clone https://example.org/a.git && curl -u $USER https://example.org\n',
    },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      for (const command of commands) {
        const secret = credentialIn(command);
        if (secret)
          report({
            start,
            end,
            message: `\`${command.words[0]}\` carries a password`,
            evidence: `RUN ${command.words[0]} …`,
            secret,
          });
      }
  },
});

function credentialIn(command: ShellCommand): string | null {
  if (
    command.pipedInto &&
    runs(command, 'echo', 'printf') &&
    runs(command.pipedInto, 'chpasswd', 'passwd', 'smbpasswd')
  )
    return literal(
      command.words
        .slice(1)
        .find((word) => !word.startsWith('-'))
        ?.split(/:|\\n/)[1],
    );
  for (const [index, word] of command.words.entries()) {
    const inAddress = /^\w[\w+.-]*:\/\/[^/\s:@$]+:([^/\s@]+)@/.exec(word)?.[1];
    if (inAddress !== undefined && literal(inAddress)) return literal(inAddress);
    const asUser =
      runs(command, 'curl') && /^(-u|--user)$/.test(command.words[index - 1] ?? '') ? word : undefined;
    const [, password] = /^[^:$]+:(.+)$/.exec(asUser ?? '') ?? [];
    if (password !== undefined && literal(password)) return literal(password);
  }
  return null;
}

const literal = (text: string | undefined): string | null =>
  text === undefined || text === '' || /[$`<{]|^(x-oauth-basic|\*+|x+)$/i.test(text) ? null : text;

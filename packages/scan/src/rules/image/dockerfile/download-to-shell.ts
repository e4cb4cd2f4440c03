import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { readerOfDownload } from '../download-to-shell.ts';

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
        const reader = readerOfDownload(command);
        if (reader) report({ start, end, message: `What is downloaded is run by \`${reader.words[0]}\`` });
      }
  },
});

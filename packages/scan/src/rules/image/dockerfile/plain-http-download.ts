import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs } from '../shell.ts';

export const plainHttpDownload = fileRule({
  id: 'image/plain-http-download',
  title: 'Download in clear',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-319', 'CWE-494'],
  kind: 'security',
  what: 'A `RUN` downloads over `http://` and compares no checksum or signature.',
  why: 'Anybody on the way can put something else into the image.',
  fix: 'Use `https://`, and compare the checksum.',
  bad: [{ Dockerfile: 'FROM debian:12.1\nRUN wget http://example.org/a.tgz && tar xf a.tgz\n' }],
  good: [
    { Dockerfile: 'FROM debian:12.1\nRUN wget https://example.org/a.tgz\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN curl -O http://example.org/a && echo "$SUM a" | sha256sum -c\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN curl -f http://localhost:8080/health\n' },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file)) {
      if (
        commands.some((command) =>
          runs(command, 'sha256sum', 'sha512sum', 'sha1sum', 'shasum', 'gpg', 'gpgv', 'cosign', 'minisign'),
        )
      )
        continue;
      for (const command of commands) {
        if (!runs(command, 'curl', 'wget', 'git')) continue;
        const address = command.words.find((word) =>
          /^http:\/\/(?!localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker|[\w-]+(:\d+)?(\/|$))/.test(word),
        );
        if (address) report({ start, end, message: `\`${address.slice(0, 80)}\` comes in clear` });
      }
    }
  },
});

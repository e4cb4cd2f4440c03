import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const addUnverified = fileRule({
  id: 'image/add-unverified',
  title: 'Download without a checksum (ADD)',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-494'],
  kind: 'security',
  what: '`ADD` downloads a file without `--checksum`.',
  why: 'Whoever takes over the address, or the line in clear, chooses what is in the image.',
  fix: 'Add `--checksum=sha256:…`.',
  bad: [{ Dockerfile: `FROM debian:12.1\nADD https://example.org/tool /usr/bin/tool\n` }],
  good: [
    {
      Dockerfile: `FROM debian:12.1\nADD --checksum=sha256:${'a'.repeat(64)} https://example.org/tool /usr/bin/tool\n`,
    },
  ],
  references: ['https://docs.docker.com/reference/dockerfile/#add---checksum'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, words, flags, start, end } of instructionsOf(file))
      if (
        keyword === 'ADD' &&
        /^(https?|ftp):/.test(words[0] ?? '') &&
        !flags.some((flag) => flag.startsWith('--checksum'))
      )
        report({ start, end, message: `\`${words[0]}\` is not checked` });
  },
});

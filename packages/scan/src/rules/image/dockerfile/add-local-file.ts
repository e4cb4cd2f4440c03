import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const addLocalFile = fileRule({
  id: 'image/add-local-file',
  title: 'ADD where COPY is meant',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: '`ADD` is used for a file that is no archive.',
  why: '`ADD` also unpacks and downloads: a file that turns out to be an archive lands elsewhere than expected.',
  fix: 'Use `COPY`, which does nothing but copy.',
  aliases: ['DL3020'],
  bad: [
    { Dockerfile: `FROM debian:12.1\nADD app.js /app/\n` },
    { Dockerfile: `FROM debian:12.1\nADD app.zip /app/\n` },
  ],
  good: [
    {
      Dockerfile: `FROM debian:12.1\nADD app.tar.gz /app/\nADD https://example.org/a.txt /a.txt\nCOPY app.js /app/\n`,
    },
  ],
  references: ['https://docs.docker.com/reference/dockerfile/#add'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, words, start, end } of instructionsOf(file)) {
      if (keyword !== 'ADD') continue;
      const plain = words
        .slice(0, -1)
        .filter(
          (word) =>
            !/^(https?|git|ftp|s3):|^git@|\.(tar|t?gz|tb2|tbz2?|t?xz|t?lz|tpz|t?Z|tzst|bz2|lzma|zst)$|^<<|\$/i.test(
              word,
            ),
        );
      if (plain.length > 0)
        report({ start, end, message: `\`${plain[0]}\` is no archive: \`COPY\` is enough` });
    }
  },
});

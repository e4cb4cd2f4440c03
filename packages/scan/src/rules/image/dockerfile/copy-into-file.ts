import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const copyIntoFile = fileRule({
  id: 'image/copy-into-file',
  title: 'Several files copied into one',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'A `COPY` of several files has a target that does not end with `/`.',
  why: 'The build ends there: the target of many must be a folder.',
  fix: 'End the target with a slash.',
  aliases: ['DL3021'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nCOPY a.js b.js /app\n' }],
  good: [
    { Dockerfile: 'FROM debian:12.1\nCOPY a.js b.js /app/\nCOPY a.js /b.js\nCOPY a b .\nCOPY a b $DIR\n' },
  ],
  references: ['https://docs.docker.com/reference/dockerfile/#copy'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, words, start, end } of instructionsOf(file)) {
      const target = words.at(-1) ?? '';
      if (
        keyword === 'COPY' &&
        words.length > 2 &&
        !/[/\\]$|^\.{1,2}$|\$/.test(target) &&
        !words[0]?.startsWith('<<')
      )
        report({ start, end, message: `\`${target}\` must end with a slash to be a folder` });
    }
  },
});

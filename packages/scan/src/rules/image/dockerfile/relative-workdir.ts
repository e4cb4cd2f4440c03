import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const relativeWorkdir = fileRule({
  id: 'image/relative-workdir',
  title: 'WORKDIR that depends on the base image',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'A `WORKDIR` is a relative path.',
  why: 'It counts from wherever the base image happens to stand: another version of it moves all files.',
  fix: 'Write the whole path: `WORKDIR /app`.',
  aliases: ['DL3000', 'CKV_DOCKER_10'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nWORKDIR app\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1\nWORKDIR /app\nWORKDIR $HOME\n' }],
  references: ['https://docs.docker.com/reference/dockerfile/#workdir'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, text, start, end } of instructionsOf(file))
      if (keyword === 'WORKDIR' && !/^["']?([/$\\]|[A-Za-z]:)/.test(text))
        report({ start, end, message: `\`${text}\` counts from wherever the base image stands` });
  },
});

import { fileRule } from '../../../engine/rule.ts';
import { dockerfile, lineageOf } from '../dockerfile.ts';

export const relativeCopy = fileRule({
  id: 'image/relative-copy',
  title: 'Copy to wherever the base image stands',
  severity: 'low',
  confidence: 'review',
  weakness: [],
  kind: 'functionality',
  optional: true,
  what: 'A `COPY` has a relative target, and no `WORKDIR` stands before it.',
  why: 'It counts from wherever the base image happens to stand: another version of it moves the files.',
  fix: 'Set `WORKDIR`, or write the whole path.',
  aliases: ['DL3045'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nCOPY a.js app.js\n' }],
  good: [
    { Dockerfile: 'FROM debian:12.1\nWORKDIR /app\nCOPY a.js app.js\n' },
    { Dockerfile: 'FROM debian:12.1 AS base\nWORKDIR /app\nFROM base\nCOPY a.js .\nCOPY b.js /b.js\n' },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    const stages = file.tree(dockerfile);
    for (const stage of stages) {
      const parents = lineageOf(stages, stage).slice(0, -1);
      let stands = parents.some(({ instructions }) =>
        instructions.some(({ keyword }) => keyword === 'WORKDIR'),
      );
      for (const { keyword, words, start, end } of stage.instructions) {
        if (keyword === 'WORKDIR') stands = true;
        const target = words.at(-1) ?? '';
        if (keyword === 'COPY' && !stands && !/^["']?([/$\\]|[A-Za-z]:)/.test(target))
          report({ start, end, message: `\`${target}\` counts from wherever the base image stands` });
      }
    }
  },
});

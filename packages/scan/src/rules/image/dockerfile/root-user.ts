import { fileRule } from '../../../engine/rule.ts';
import { dockerfile, lineageOf } from '../dockerfile.ts';

export const rootUser = fileRule({
  id: 'image/root-user',
  title: 'Image that ends as root',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kind: 'security',
  what: 'The last `USER` of the image, or of the stage it is built on, is root.',
  why: 'Whoever breaks out of the program is root in the container, and one kernel bug away from root on the host.',
  fix: 'Create a user and end with it: `USER 10001`.',
  aliases: ['DL3002'],
  bad: [
    { Dockerfile: 'FROM debian:12.1 AS base\nUSER root\nFROM base\nRUN id\n' },
    { Dockerfile: `FROM debian:12.1\nUSER root\n` },
    { Dockerfile: `FROM debian:12.1\nUSER app\nUSER 0:0\n` },
  ],
  good: [
    { Dockerfile: `FROM debian:12.1\nUSER root\nRUN id\nUSER 10001\n` },
    { Dockerfile: `FROM debian:12.1\nRUN id\n` },
  ],
  references: ['https://docs.docker.com/build/building/best-practices/'],
  wants: ['dockerfile'],
  check(file, report) {
    const stages = file.tree(dockerfile);
    for (const stage of stages.slice(-1)) {
      const set = lineageOf(stages, stage).flatMap(({ instructions }) => [...instructions]);
      const last = set.findLast(({ keyword }) => keyword === 'USER');
      if (last && /^(root|0)(:|$)/.test(last.words[0] ?? ''))
        report({ start: last.start, end: last.end, message: 'The image runs as root' });
    }
  },
});

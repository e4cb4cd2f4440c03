import { dirname, join } from 'node:path/posix';
import { projectRule } from '../../../engine/rule.ts';
import { dockerfile, lineageOf } from '../dockerfile.ts';

export const missingDockerignore = projectRule({
  id: 'image/missing-dockerignore',
  title: 'Everything copied, nothing left out',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-538'],
  kind: 'security',
  what: 'A Dockerfile copies its whole folder (`COPY . …`) and no `.dockerignore` stands beside it or at the root.',
  why: '`.git`, `.env` and keys of whoever builds become part of the image, for whoever can pull it.',
  fix: 'Write a `.dockerignore` that begins with `*` and lets in what is needed.',
  bad: [{ Dockerfile: 'FROM node:24\nCOPY . /app\n' }],
  good: [
    { Dockerfile: 'FROM node:24\nCOPY . /app\n', '.dockerignore': '*\n!src\n' },
    { 'a/Dockerfile': 'FROM node:24\nCOPY . /app\n', 'a/Dockerfile.dockerignore': '*\n' },
    { Dockerfile: 'FROM node:24\nCOPY src /app\n' },
    { Dockerfile: 'FROM node:24 AS build\nCOPY . .\nFROM node:24\nCOPY --from=build /a /a\n' },
  ],
  references: ['https://docs.docker.com/build/concepts/context/#dockerignore-files'],
  checkProject(project, report) {
    for (const file of project.filesOf('dockerfile')) {
      const folder = dirname(file.path);
      const ignores = [
        `${file.path}.dockerignore`,
        join(folder, '.dockerignore'),
        '.dockerignore',
        join(folder, '..', '.dockerignore'),
      ];
      if (ignores.some((path) => project.has(path))) continue;
      const stages = file.tree(dockerfile);
      const last = stages.at(-1);
      // What only a stage for building sees does not leave it.
      const wide = (last ? lineageOf(stages, last) : [])
        .flatMap(({ instructions }) => [...instructions])
        .find(
          ({ keyword, words, flags }) =>
            /^(COPY|ADD)$/.test(keyword) &&
            /^(\.\/?|\*)$/.test(words[0] ?? '') &&
            !flags.some((flag) => flag.startsWith('--from')),
        );
      if (wide)
        report(file, {
          start: wide.start,
          end: wide.end,
          message: `\`${wide.keyword} ${wide.words[0]}\` takes everything, and no \`.dockerignore\` keeps anything out`,
        });
    }
  },
});

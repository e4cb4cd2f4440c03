import { fileRule } from '../../../engine/rule.ts';
import { dockerfile, foreignBases } from '../dockerfile.ts';

export const latestTag = fileRule({
  id: 'image/latest-tag',
  title: 'Base image with the tag latest',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A `FROM` names the tag `latest`.',
  why: 'Each build may get another image, with other bugs; nobody chose it and nobody can repeat it.',
  fix: 'Name a version, better a digest: `FROM node:24.1-slim@sha256:…`.',
  aliases: ['DL3007'],
  bad: [{ Dockerfile: 'FROM debian:latest\n' }],
  good: [
    { Dockerfile: 'FROM debian:12.1\n' },
    { Dockerfile: `FROM debian:latest@sha256:${'a'.repeat(64)}\n` },
  ],
  references: ['https://docs.docker.com/build/building/best-practices/'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { from } of foreignBases(file.tree(dockerfile)))
      if (/:latest$/.test(from.image))
        report({
          start: from.start,
          end: from.end,
          message: `\`${from.image}\` is another image tomorrow`,
        });
  },
});

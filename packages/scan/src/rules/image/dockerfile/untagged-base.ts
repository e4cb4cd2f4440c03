import { fileRule } from '../../../engine/rule.ts';
import { dockerfile, foreignBases } from '../dockerfile.ts';

export const untaggedBase = fileRule({
  id: 'image/untagged-base',
  title: 'Base image without a tag',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A `FROM` names an image with neither tag nor digest, so `latest` is used.',
  why: 'Each build may get another image, with other bugs; nobody chose it and nobody can repeat it.',
  fix: 'Name a version, better a digest: `FROM node:24.1-slim@sha256:…`.',
  aliases: ['DL3006'],
  bad: [{ Dockerfile: 'FROM node\n' }, { Dockerfile: 'FROM node AS build\nFROM build\nFROM nginx\n' }],
  good: [
    { Dockerfile: 'FROM node:24.1-slim\n' },
    { Dockerfile: 'FROM scratch\n' },
    { Dockerfile: 'FROM node:24.1 AS build\nFROM build\n' },
    { Dockerfile: 'ARG BASE\nFROM $BASE\n' },
  ],
  references: ['https://docs.docker.com/reference/dockerfile/#from'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { from } of foreignBases(file.tree(dockerfile)))
      if (!/[:@]/.test(from.image.split('/').at(-1) ?? '') && !from.image.includes('$'))
        report({
          start: from.start,
          end: from.end,
          message: `\`${from.image}\` has no tag: whatever is \`latest\` that day is used`,
          pin: from.image,
        });
  },
});

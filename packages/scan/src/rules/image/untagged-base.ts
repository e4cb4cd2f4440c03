import type { From } from 'dockerfile-ast/lib/instructions/from.js';
import { fileRule } from '../../engine/rule.ts';
import { dockerfile, offsetsOf } from './dockerfile.ts';

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
    const stages = new Set<string>();
    for (const from of file.tree(dockerfile).getFROMs()) {
      const range = from.getImageRange();
      if (range && isUntagged(from, stages))
        report({
          ...offsetsOf(file, range),
          message: `\`${from.getImage()}\` has no tag: whatever is \`latest\` that day is used`,
        });
      const stage = from.getBuildStage();
      if (stage) stages.add(stage.toLowerCase());
    }
  },
});

function isUntagged(from: From, stages: ReadonlySet<string>): boolean {
  const image = from.getImage();
  if (image === null || image === 'scratch' || image.includes('$')) return false;
  if (stages.has(image.toLowerCase())) return false;
  return from.getImageTag() === null && from.getImageDigest() === null;
}

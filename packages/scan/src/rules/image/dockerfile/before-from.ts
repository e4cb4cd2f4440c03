import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';

export const beforeFrom = fileRule({
  id: 'image/before-from',
  title: 'Instruction before the first FROM',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'Something other than `ARG` stands before the first `FROM`.',
  why: 'There is no image yet that it could change: the build ends there.',
  fix: 'Move it behind the `FROM`.',
  aliases: ['DL3061'],
  bad: [{ Dockerfile: 'LABEL a=b\nFROM debian:12.1\n' }],
  good: [{ Dockerfile: 'ARG VERSION=12.1\nFROM debian:$VERSION\nLABEL a=b\n' }],
  references: ['https://docs.docker.com/reference/dockerfile/#from'],
  wants: ['dockerfile'],
  check(file, report) {
    const [first, ...others] = file.tree(dockerfile);
    if (!first || first.from || others.length === 0) return;
    for (const { keyword, start, end } of first.instructions)
      if (keyword !== 'ARG')
        report({ start, end, message: `\`${keyword}\` stands before the first \`FROM\`` });
  },
});

import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';

const reserved = ['scratch', 'context'];

export const misleadingStage = fileRule({
  id: 'image/misleading-stage',
  title: 'Stage with the name of another',
  severity: 'medium',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'Two stages have one name, or a stage is called `scratch` or `context`.',
  why: '`COPY --from` and `--target` take one of them: not always the one that the reader, and whoever reviews, thinks of.',
  fix: 'Give each stage a name of its own.',
  aliases: ['DL3024', 'DL3063'],
  bad: [
    { Dockerfile: 'FROM debian:12.1 AS build\nFROM alpine:3.22 AS build\n' },
    { Dockerfile: 'FROM debian:12.1 AS scratch\n' },
  ],
  good: [{ Dockerfile: 'FROM debian:12.1 AS build\nFROM alpine:3.22 AS web\n' }],
  wants: ['dockerfile'],
  check(file, report) {
    const seen = new Set(reserved);
    for (const { name, from } of file.tree(dockerfile)) {
      if (name !== null && from && seen.has(name))
        report({
          start: from.start,
          end: from.end,
          message: reserved.includes(name)
            ? `\`${name}\` has a meaning of its own`
            : `There is a stage \`${name}\` already`,
        });
      if (name !== null) seen.add(name);
    }
  },
});

import { fileRule } from '../../../engine/rule.ts';
import { dockerfile, foreignBases } from '../dockerfile.ts';

export const noDigest = fileRule({
  id: 'image/no-digest',
  title: 'Base image without a digest',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  optional: true,
  what: 'A `FROM` names a tag and no digest.',
  why: "A tag can be moved to another image by whoever takes over its owner's account; a digest cannot.",
  fix: 'Add the digest that `docker buildx imagetools inspect` shows, and let a bot keep it current.',
  bad: [{ Dockerfile: 'FROM debian:12.1\n' }],
  good: [{ Dockerfile: `FROM debian:12.1@sha256:${'a'.repeat(64)}\n` }, { Dockerfile: 'FROM scratch\n' }],
  references: ['https://docs.docker.com/build/building/best-practices/'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { from } of foreignBases(file.tree(dockerfile)))
      if (!from.image.includes('@') && !from.image.includes('$'))
        report({
          start: from.start,
          end: from.end,
          message: `\`${from.image}\` is not pinned to a digest`,
          pin: from.image,
        });
  },
});

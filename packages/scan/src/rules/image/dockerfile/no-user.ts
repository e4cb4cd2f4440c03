import { fileRule } from '../../../engine/rule.ts';
import { dockerfile, lineageOf } from '../dockerfile.ts';

export const noUser = fileRule({
  id: 'image/no-user',
  title: 'Image without a user of its own',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-250'],
  kind: 'security',
  optional: true,
  what: 'No `USER` is set, so the image runs as the user of its base: mostly root.',
  why: 'Whoever breaks out of the program is root in the container, and one kernel bug away from root on the host.',
  fix: 'Create a user and end with it: `USER 10001`.',
  aliases: ['CKV_DOCKER_3', 'DS002'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nCMD ["a"]\n' }],
  good: [
    { Dockerfile: 'FROM debian:12.1\nUSER 10001\n' },
    { Dockerfile: 'FROM gcr.io/distroless/static:nonroot\nCMD ["/a"]\n' },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    const stages = file.tree(dockerfile);
    const last = stages.at(-1);
    if (!last) return;
    const lineage = lineageOf(stages, last);
    const from = lineage[0]?.from;
    if (lineage.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'USER'))) return;
    if (from && !/nonroot|rootless|unprivileged/.test(from.image))
      report({
        start: from.start,
        end: from.end,
        message: `The image runs as the user of \`${from.image}\``,
      });
  },
});

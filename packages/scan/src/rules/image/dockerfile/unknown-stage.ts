import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';

export const unknownStage = fileRule({
  id: 'image/unknown-stage',
  title: 'Copy from a stage that is not there',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-829'],
  kind: 'security',
  what: 'A `COPY --from` or `RUN --mount=…,from=` names neither an earlier stage nor an image with a tag.',
  why: 'Docker then pulls an image of that name from the public registry: a typing error, or a stage that was renamed, brings in whatever somebody registered there.',
  fix: 'Name an earlier stage, or the image with its tag and digest.',
  aliases: ['DL3022'],
  bad: [
    { Dockerfile: 'FROM debian:12.1 AS build\nFROM debian:12.1\nCOPY --from=biuld /a /a\n' },
    { Dockerfile: 'FROM debian:12.1\nCOPY --from=acme/tools /a /a\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN --mount=type=bind,from=ghcr.io/acme/uv,target=/a a\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12.1 AS build\nFROM debian:12.1\nCOPY --from=build /a /a\nCOPY --from=0 /b /b\n',
    },
    { Dockerfile: 'FROM debian:12.1\nCOPY --from=nginx:1.29 /a /a\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN --mount=type=cache,target=/a make\n' },
  ],
  references: ['https://docs.docker.com/reference/dockerfile/#copy---from'],
  wants: ['dockerfile'],
  check(file, report) {
    const stages = file.tree(dockerfile);
    for (const [index, { instructions }] of stages.entries()) {
      const known = new Set(stages.slice(0, index).map(({ name }) => name));
      for (const { keyword, flags, start, end } of instructions) {
        for (const from of keyword === 'COPY' || keyword === 'RUN' ? flags.flatMap(sourceIn) : []) {
          if (/^\d+$/.test(from) && Number(from) < index) continue;
          // A stage that copies from itself is another rule's hit.
          if (known.has(from.toLowerCase()) || stages[index]?.name === from.toLowerCase()) continue;
          report({
            start,
            end,
            message: from.includes('/')
              ? `The image \`${from}\` has no tag`
              : `There is no stage \`${from}\` before this line`,
          });
        }
      }
    }
  },
});

/** A name without a tag or digest that a flag takes files from: `--from=a`, `--mount=type=bind,from=a`. */
function sourceIn(flag: string): string[] {
  const [, from] = /^--(?:from=|mount=(?:[^\s]*,)?from=)([^,\s]+)/.exec(flag) ?? [];
  return from !== undefined && /^\w[\w.-]*(?:\/[\w.-]+)*$/.test(from) ? [from] : [];
}

import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';

export const unknownStage = fileRule({
  id: 'image/unknown-stage',
  title: 'Copy from a stage that is not there',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-829'],
  kind: 'security',
  what: 'A `COPY --from` names neither an earlier stage nor an image with a tag.',
  why: 'Docker then pulls an image of that name from the public registry: a typing error, or a stage that was renamed, brings in whatever somebody registered there.',
  fix: 'Name an earlier stage, or the image with its tag and digest.',
  aliases: ['DL3022'],
  bad: [{ Dockerfile: 'FROM debian:12.1 AS build\nFROM debian:12.1\nCOPY --from=biuld /a /a\n' }],
  good: [
    {
      Dockerfile:
        'FROM debian:12.1 AS build\nFROM debian:12.1\nCOPY --from=build /a /a\nCOPY --from=0 /b /b\n',
    },
    { Dockerfile: 'FROM debian:12.1\nCOPY --from=nginx:1.29 /a /a\n' },
  ],
  references: ['https://docs.docker.com/reference/dockerfile/#copy---from'],
  wants: ['dockerfile'],
  check(file, report) {
    const stages = file.tree(dockerfile);
    for (const [index, { instructions }] of stages.entries()) {
      const known = new Set(stages.slice(0, index).map(({ name }) => name));
      for (const { keyword, flags, start, end } of instructions) {
        const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length) ?? '';
        if (keyword !== 'COPY' || !/^[A-Za-z][\w.-]*$/.test(from)) continue;
        // A stage that copies from itself is another rule's hit.
        if (!known.has(from.toLowerCase()) && stages[index]?.name !== from.toLowerCase())
          report({ start, end, message: `There is no stage \`${from}\` before this line` });
      }
    }
  },
});

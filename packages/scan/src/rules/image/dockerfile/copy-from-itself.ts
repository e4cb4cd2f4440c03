import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';

export const copyFromItself = fileRule({
  id: 'image/copy-from-itself',
  title: 'Stage that copies from itself',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'A `COPY --from` names the stage it stands in.',
  why: 'The build ends there.',
  fix: 'Name the stage that was meant, or use `RUN cp`.',
  aliases: ['DL3023'],
  bad: [{ Dockerfile: 'FROM debian:12.1 AS web\nCOPY --from=web /a /b\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1 AS build\nFROM debian:12.1 AS web\nCOPY --from=build /a /b\n' }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { name, instructions } of file.tree(dockerfile))
      for (const { keyword, flags, start, end } of instructions)
        if (
          keyword === 'COPY' &&
          name !== null &&
          flags.some((flag) => flag.toLowerCase() === `--from=${name}`)
        )
          report({ start, end, message: `This is \`${name}\` itself` });
  },
});

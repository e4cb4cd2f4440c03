import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const forbiddenTrigger = fileRule({
  id: 'image/forbidden-trigger',
  title: 'ONBUILD that cannot be carried out',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: '`ONBUILD` is followed by `FROM`, `MAINTAINER` or another `ONBUILD`.',
  why: 'Docker refuses it: the build ends there.',
  fix: 'Take the line out.',
  aliases: ['DL3043'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nONBUILD MAINTAINER somebody\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1\nONBUILD RUN make\n' }],
  references: ['https://docs.docker.com/reference/dockerfile/#onbuild'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, isTrigger, start, end } of instructionsOf(file))
      if (isTrigger && /^(ONBUILD|FROM|MAINTAINER)$/.test(keyword))
        report({ start, end, message: `\`${keyword}\` cannot follow \`ONBUILD\`` });
  },
});

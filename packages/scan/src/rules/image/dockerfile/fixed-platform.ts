import { fileRule } from '../../../engine/rule.ts';
import { dockerfile } from '../dockerfile.ts';

export const fixedPlatform = fileRule({
  id: 'image/fixed-platform',
  title: 'Base image for one kind of processor',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  optional: true,
  what: 'A `FROM` names a fixed `--platform`.',
  why: 'On other machines the image is emulated or does not start.',
  fix: 'Leave it out, or use `$BUILDPLATFORM` for the stage that only builds.',
  aliases: ['DL3029'],
  bad: [{ Dockerfile: 'FROM --platform=linux/amd64 debian:12.1\n' }],
  good: [{ Dockerfile: 'FROM --platform=$BUILDPLATFORM debian:12.1\n' }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { from } of file.tree(dockerfile)) {
      const flag = from?.flags.find((one) => one.startsWith('--platform='));
      if (from && flag && !flag.includes('$'))
        report({ start: from.start, end: from.end, message: `\`${flag}\` fits one kind of processor` });
    }
  },
});

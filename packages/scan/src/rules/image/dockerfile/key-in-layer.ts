import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const keyInLayer = fileRule({
  id: 'image/key-in-layer',
  title: 'Key or token written into a layer',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-538'],
  kind: 'security',
  what: 'A `RUN` writes a key or token from a variable into a file (`~/.ssh/id_rsa`, `.npmrc`, `.netrc`, …).',
  why: 'The layer keeps it, also when a later one deletes the file: whoever can pull the image has it.',
  fix: 'Mount it: `RUN --mount=type=ssh` for SSH, `--mount=type=secret,id=npm,target=/root/.npmrc` for files.',
  bad: [
    { Dockerfile: 'FROM debian:12.1\nARG KEY\nRUN echo "$KEY" > /root/.ssh/id_rsa\n' },
    {
      Dockerfile:
        'FROM node:24\nARG T\nRUN echo "//registry.npmjs.org/:_authToken=$T" >> ~/.npmrc && npm ci\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nRUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci\n' },
    { Dockerfile: 'FROM node:24\nRUN echo "fund=false" >> ~/.npmrc\n' },
  ],
  references: ['https://docs.docker.com/build/building/secrets/'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, text, flags, start, end } of instructionsOf(file)) {
      if (keyword !== 'RUN' || flags.some((flag) => /^--mount=.*type=(tmpfs|secret)/.test(flag))) continue;
      const [, written] =
        /\$\{?\w+\}?[^|;&\n]{0,200}>{1,2}\s{0,5}(\S{0,100}(?:\.ssh\/id_\w+|\.npmrc|\.netrc|\.pypirc|\.git-credentials|\.docker\/config\.json|\.aws\/credentials))\b/.exec(
          text,
        ) ?? [];
      if (written !== undefined) report({ start, end, message: `\`${written}\` stays in the layer` });
    }
  },
});

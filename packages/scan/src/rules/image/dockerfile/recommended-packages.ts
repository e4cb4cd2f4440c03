import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs, type ShellCommand } from '../shell.ts';

export const recommendedPackages = fileRule({
  id: 'image/recommended-packages',
  title: 'Packages that nobody asked for',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1104'],
  kind: 'security',
  optional: true,
  what: '`apt-get install` runs without `--no-install-recommends`.',
  why: 'Whatever the packages recommend comes along: more to keep free of holes, and more for an intruder to use.',
  fix: 'Add `--no-install-recommends`, and name what is really needed.',
  aliases: ['DL3015'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nRUN apt-get install -y curl=8.14\n' }],
  good: [
    { Dockerfile: 'FROM debian:12.1\nRUN apt-get install -y --no-install-recommends curl=8.14\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN apt-get -o APT::Install-Recommends=0 install -y curl=8.14\n' },
  ],
  references: ['https://docs.docker.com/build/building/best-practices/#apt-get'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      if (commands.some(takesRecommended)) report({ start, end, message: 'What is recommended comes along' });
  },
});

const takesRecommended = (command: ShellCommand): boolean =>
  runs(command, 'apt-get', 'apt') &&
  command.words.includes('install') &&
  !command.words.some((word) => /^--no-install-recommends$|install-recommends=(0|false|no|off)$/i.test(word));

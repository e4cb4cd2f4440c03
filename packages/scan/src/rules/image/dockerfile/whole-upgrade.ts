import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs } from '../shell.ts';

export const wholeUpgrade = fileRule({
  id: 'image/whole-upgrade',
  title: 'Move to another distribution while building',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A `RUN` upgrades the whole distribution (`zypper dup`, `do-release-upgrade`).',
  why: 'The image is then no longer what its base names; each build may be another system.',
  fix: 'Choose a base image of the release that is wanted.',
  aliases: ['DL3035'],
  bad: [{ Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper dup -y\n' }],
  good: [{ Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper refresh\n' }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      for (const command of commands)
        if (
          runs(command, 'do-release-upgrade') ||
          (runs(command, 'zypper') && command.words.some((word) => /^(dup|dist-upgrade)$/.test(word)))
        )
          report({
            start,
            end,
            message: `\`${command.words.slice(0, 2).join(' ')}\` makes another system of it`,
          });
  },
});

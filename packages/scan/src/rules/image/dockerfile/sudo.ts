import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs } from '../shell.ts';

export const sudo = fileRule({
  id: 'image/sudo',
  title: 'Use of sudo while building',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kind: 'security',
  what: 'A `RUN` uses `sudo`.',
  why: 'It behaves differently without a terminal, and leaves a way to root in the image.',
  fix: 'Do what needs root before `USER`, and the rest after it.',
  aliases: ['DL3004'],
  bad: [{ Dockerfile: `FROM debian:12.1\nRUN sudo make install\n` }],
  good: [{ Dockerfile: `FROM debian:12.1\nRUN apt-get install -y sudo=1.9\n` }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      if (commands.some((command) => runs(command, 'sudo')))
        report({ start, end, message: '`sudo` is used' });
  },
});

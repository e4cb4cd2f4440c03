import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs } from '../shell.ts';

export const hugeUserId = fileRule({
  id: 'image/huge-user-id',
  title: 'User whose log fills the image',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'performance',
  what: '`useradd` makes a user with a very large number and without `--no-log-init`.',
  why: 'The files of last logins get one entry a number: gigabytes that Docker writes out in full.',
  fix: 'Say `useradd --no-log-init`, or choose a number below 100000.',
  aliases: ['DL3046'],
  bad: [{ Dockerfile: 'FROM debian:12.1\nRUN useradd -u 1234567 app\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1\nRUN useradd -u 10001 app && useradd -l -u 1234567 b\n' }],
  references: ['https://docs.docker.com/build/building/best-practices/#user'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      for (const command of commands) {
        if (
          !runs(command, 'useradd') ||
          command.words.some((word) => /^(--no-log-init|-[a-zA-Z]*l[a-zA-Z]*)$/.test(word))
        )
          continue;
        const [, id] = /\s(?:-[a-zA-Z]*u|--uid)[ =]?(\d{6,})\b/.exec(command.words.join(' ')) ?? [];
        if (id !== undefined)
          report({ start, end, message: `The number ${id} makes the log of logins huge` });
      }
  },
});

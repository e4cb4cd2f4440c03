import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs } from '../shell.ts';

export const setUserId = fileRule({
  id: 'image/set-user-id',
  title: 'Program that runs as its owner',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kind: 'security',
  what: 'A `RUN` gives a program the set-user-id or set-group-id bit, or file capabilities beyond binding a port.',
  why: 'Whoever starts it has the rights of its owner, mostly root: a bug in it ends the separation.',
  fix: 'Take it out; for a low port `setcap cap_net_bind_service` is enough.',
  bad: [
    { Dockerfile: 'FROM debian:12.1\nRUN chmod u+s /usr/bin/a\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN chmod 4755 /usr/bin/a\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN setcap cap_sys_admin+ep /usr/bin/a\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12.1\nRUN chmod 0755 /usr/bin/a && chmod u-s,g-s /usr/bin/b && chmod 1777 /tmp\n',
    },
    { Dockerfile: 'FROM debian:12.1\nRUN setcap cap_net_bind_service=+ep /usr/bin/a\n' },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      for (const command of commands) {
        const mode = command.words.find((word) => /^0?[4-7][0-7]{3}$|^[ugoa]*\+[rwxXt]*s/.test(word));
        // On a folder the group's bit hands the group down: it is no way to more rights.
        if (runs(command, 'chmod') && mode && !/^g\+|^0?2/.test(mode))
          report({ start, end, message: `\`chmod ${mode}\` has it run as its owner` });
        const capability = command.words.find((word) => /^cap_/i.test(word));
        if (runs(command, 'setcap') && capability && /cap_(?!net_bind_service\b)/i.test(capability))
          report({ start, end, message: `\`setcap ${capability}\` gives rights to whoever starts it` });
      }
  },
});

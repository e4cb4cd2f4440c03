import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs } from '../shell.ts';

export const openPermissions = fileRule({
  id: 'image/open-permissions',
  title: 'Files that everybody may change',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-732'],
  kind: 'security',
  what: 'A `RUN` gives everybody write permission (`chmod 777`, `a+w`).',
  why: 'A program that is broken into can change the code of the others.',
  fix: 'Give the files to the user that needs them: `COPY --chown=…`, `chmod 755`.',
  bad: [{ Dockerfile: `FROM debian:12.1\nRUN chmod -R 777 /app\n` }],
  good: [{ Dockerfile: `FROM debian:12.1\nRUN chmod 755 /app\nRUN chmod 1777 /tmp\n` }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      for (const command of commands)
        if (runs(command, 'chmod')) {
          const mode = command.words.find((word) =>
            /^0?[0-7]{2}[2367]$|^([ugo]*[ao][ugo]*)?\+[rx]*w/.test(word),
          );
          if (mode && !/^u?g?\+/.test(mode))
            report({ start, end, message: `\`chmod ${mode}\` lets everybody write` });
        }
  },
});

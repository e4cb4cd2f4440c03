import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const insecureRun = fileRule({
  id: 'image/insecure-run',
  title: 'Build step without isolation',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kind: 'security',
  what: 'A `RUN` has `--security=insecure` or `--network=host`.',
  why: 'The step runs with all capabilities, or in the network of the machine that builds.',
  fix: 'Take the option out, or do the step outside of the build.',
  bad: [{ Dockerfile: `FROM debian:12.1\nRUN --security=insecure mount /x\n` }],
  good: [{ Dockerfile: `FROM debian:12.1\nRUN --network=none make\n` }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, flags, start, end } of instructionsOf(file)) {
      const flag = flags.find((one) => /^--(security=insecure|network=host)$/.test(one));
      if (keyword === 'RUN' && flag) report({ start, end, message: `\`${flag}\`` });
    }
  },
});

import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const sudoWithoutPassword = fileRule({
  id: 'image/sudo-without-password',
  title: 'User that is root without a password',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250'],
  kind: 'security',
  what: 'A `RUN` writes `NOPASSWD` into the rules of sudo.',
  why: 'Whoever breaks into the program becomes root with one word: the other user protects nothing.',
  fix: 'Do what needs root before `USER`, and leave sudo out.',
  bad: [{ Dockerfile: 'FROM debian:12.1\nRUN echo "app ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/app\n' }],
  good: [{ Dockerfile: 'FROM debian:12.1\nUSER 10001\nRUN make\n' }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, text, start, end } of instructionsOf(file))
      if (keyword === 'RUN' && /\bNOPASSWD\s?:/.test(text))
        report({ start, end, message: 'A user becomes root without a password' });
  },
});

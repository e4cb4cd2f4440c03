import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs } from '../shell.ts';

export const uncheckedSshHost = fileRule({
  id: 'image/unchecked-ssh-host',
  title: 'SSH to whoever answers',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-322'],
  kind: 'security',
  what: 'A `RUN` switches off the check of SSH host keys, or takes the key of whoever answers (`ssh-keyscan`).',
  why: 'Anybody on the way plays the other side, and hands over code that goes into the image.',
  fix: 'Write the host key that the owner publishes into `known_hosts`.',
  bad: [
    { Dockerfile: 'FROM debian:12.1\nRUN echo "StrictHostKeyChecking no" >> /etc/ssh/ssh_config\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN ssh-keyscan github.com >> /root/.ssh/known_hosts\n' },
  ],
  good: [{ Dockerfile: 'FROM debian:12.1\nCOPY known_hosts /root/.ssh/known_hosts\n' }],
  references: [
    'https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints',
  ],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, text, commands, start, end } of instructionsOf(file)) {
      const [option] = /StrictHostKeyChecking[=\s]+"?(no|off|accept-new)\b/i.exec(text) ?? [];
      if (option !== undefined && /^(RUN|ENV)$/.test(keyword))
        report({ start, end, message: `\`${option}\` trusts whoever answers` });
      else if (
        commands.some((command) => runs(command, 'ssh-keyscan')) &&
        !/ssh-keygen\s+-l|sha256sum|grep/.test(text)
      )
        report({ start, end, message: 'The key of whoever answers is trusted', confidence: 'review' });
    }
  },
});

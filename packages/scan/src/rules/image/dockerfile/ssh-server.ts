import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const sshServer = fileRule({
  id: 'image/ssh-server',
  title: 'SSH server in an image',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1125'],
  kind: 'security',
  what: 'The image installs an SSH server or exposes port 22.',
  why: 'It is a second way in that nobody watches; containers are entered with `docker exec`.',
  fix: 'Take it out, and enter the container with `docker exec`.',
  bad: [
    { Dockerfile: `FROM debian:12.1\nEXPOSE 22\n` },
    { Dockerfile: `FROM debian:12.1\nRUN apt-get install -y openssh-server=1:9\n` },
  ],
  good: [{ Dockerfile: `FROM debian:12.1\nEXPOSE 2222 8080\nRUN apt-get install -y openssh-client=1:9\n` }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, words, commands, start, end } of instructionsOf(file)) {
      const isExposed = keyword === 'EXPOSE' && words.some((word) => /^22(\/tcp)?$/.test(word));
      const isInstalled = commands.some(
        ({ words: all }) =>
          all.some((word) => /^openssh-server\b|^dropbear\b/.test(word)) &&
          all.some((word) => word === 'install' || word === 'add'),
      );
      if (isExposed || isInstalled)
        report({ start, end, message: isExposed ? 'Port 22 is exposed' : 'An SSH server is installed' });
    }
  },
});

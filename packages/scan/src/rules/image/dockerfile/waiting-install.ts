import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs, type ShellCommand } from '../shell.ts';

export const waitingInstall = fileRule({
  id: 'image/waiting-install',
  title: 'Installation that waits for an answer',
  severity: 'low',
  confidence: 'certain',
  weakness: [],
  kind: 'functionality',
  what: 'A `RUN` installs packages without saying yes beforehand.',
  why: 'Nobody is there to answer: the build ends there.',
  fix: 'Say `-y` (`zypper --non-interactive`).',
  aliases: ['DL3014', 'DL3030', 'DL3034', 'DL3038'],
  bad: [
    { Dockerfile: 'FROM debian:12.1\nRUN apt-get install curl=8.14.1-2\n' },
    { Dockerfile: 'FROM fedora:42\nRUN dnf install httpd-2.4.62\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12.1\nRUN apt-get install -y curl=8.14.1-2 && apt-get install -qq vim=2\n' },
    { Dockerfile: 'FROM debian:12.1\nRUN yes | apt-get install curl=8.14.1-2\n' },
  ],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file)) {
      const answered = new Set(commands.map(({ pipedInto }) => pipedInto));
      const waiting = commands.find((command) => waits(command) && !answered.has(command));
      if (waiting) report({ start, end, message: `\`${waiting.words[0]} install\` waits for an answer` });
    }
  },
});

function waits(command: ShellCommand): boolean {
  const options = command.words.filter((word) => word.startsWith('-'));
  const verb = command.words.slice(1).find((word) => !word.startsWith('-')) ?? '';
  if (runs(command, 'apt-get', 'apt'))
    return (
      verb === 'install' &&
      !options.some((option) =>
        /^(--yes|--assume-yes|--yes=true|--assume-yes=true|-qq|-q=2|--quiet=2)$|^-[a-zA-Z]*y[a-zA-Z]*$/.test(
          option,
        ),
      ) &&
      options.filter((option) => /^(-q|--quiet)$/.test(option)).length < 2
    );
  if (runs(command, 'yum', 'dnf', 'microdnf'))
    return (
      /^(install|groupinstall|localinstall|reinstall)$/.test(verb) &&
      !options.some((option) => /^--assumeyes$|^-[a-zA-Z]*y[a-zA-Z]*$/.test(option))
    );
  return (
    runs(command, 'zypper') &&
    /^(install|in|remove|rm|patch|source-install|si)$/.test(verb) &&
    !options.some((option) => /^(--non-interactive|--no-confirm|-n|-y)$/.test(option))
  );
}

import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';
import { runs, type ShellCommand } from '../shell.ts';

export const insecureDownload = fileRule({
  id: 'image/insecure-download',
  title: 'Download without checking the other side',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295'],
  kind: 'security',
  what: 'A command is told not to check certificates or signatures.',
  why: 'Anybody on the way can put something else into the image.',
  fix: 'Take the option out; install the certificate authority or key that is missing.',
  bad: [
    { Dockerfile: `FROM debian:12.1\nRUN curl -k https://example.org/a -o a\n` },
    { Dockerfile: 'FROM node:24\nRUN npm config set strict-ssl false\n' },
    { Dockerfile: `FROM debian:12.1\nRUN apt-get install -y --allow-unauthenticated x=1\n` },
  ],
  good: [{ Dockerfile: `FROM debian:12.1\nRUN curl -fsSo a https://example.org/a\n` }],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { commands, start, end } of instructionsOf(file))
      for (const command of commands) {
        const option = command.words.find((word) => isUnchecked(command, word));
        const setting = isSwitchedOff(command) ? command.words.slice(1).join(' ') : undefined;
        const what = option ?? setting;
        if (what !== undefined)
          report({ start, end, message: `\`${command.words[0]} ${what}\` checks nothing` });
      }
  },
});

function isUnchecked(command: ShellCommand, word: string): boolean {
  if (runs(command, 'curl')) return word === '--insecure' || /^-[A-Za-z]*k[A-Za-z]*$/.test(word);
  if (runs(command, 'wget')) return word === '--no-check-certificate';
  if (runs(command, 'apt-get', 'apt')) return /^--(allow-unauthenticated|force-yes)$/.test(word);
  if (runs(command, 'apk')) return word === '--allow-untrusted';
  if (runs(command, 'yum', 'dnf', 'microdnf', 'tdnf', 'yum-config-manager'))
    return word === '--nogpgcheck' || /^--setopt=(\S+\.)?sslverify=(0|false|no)$/i.test(word);
  if (runs(command, 'rpm')) return /^--(nosignature|nodigest|noverify|nofiledigest)$/.test(word);
  if (runs(command, 'zypper')) return /^--no-gpg-checks$/.test(word);
  if (runs(command, 'pip', 'pip2', 'pip3')) return /^--trusted-host/.test(word);
  if (runs(command, 'uv')) return /^--allow-insecure-host/.test(word);
  return runs(command, 'git') && /^http\.sslVerify=(false|0)$/i.test(word);
}

/** Settings that stay: each later download is unchecked, too. */
function isSwitchedOff({ words }: ShellCommand): boolean {
  const text = words.join(' ');
  return /^(npm|pnpm|yarn) config set (-g |--global |--location[= ]\w+ )?"?(strict-ssl|enableStrictSsl)[ =]"?false|^git config (--global |--system )?http\.(\S+\.)?sslVerify "?(false|0)|^pip3? config (--\w+ )?set \S*trusted-host|^conda config .*ssl_verify (no|false)|^composer config (-g |--global )?(disable-tls true|secure-http false)|^gem sources? .*http:\/\//i.test(
    text,
  );
}

import { fileRule } from '../../../engine/rule.ts';
import { instructionsOf } from '../dockerfile.ts';

export const untrustedPackages = fileRule({
  id: 'image/untrusted-packages',
  title: 'Package source whose signatures nobody checks',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-347'],
  kind: 'security',
  what: 'A `RUN` adds a package source with `[trusted=yes]`, `gpgcheck=0`, `Acquire::AllowInsecureRepositories` or the like.',
  why: 'Whoever takes over the source, or stands on the way, installs what they like as root.',
  fix: 'Install the key of the source and name it: `[signed-by=/usr/share/keyrings/….gpg]`, `gpgcheck=1`.',
  bad: [
    {
      Dockerfile:
        'FROM debian:12.1\nRUN echo "deb [trusted=yes] https://example.org ./" > /etc/apt/sources.list.d/a.list\n',
    },
    { Dockerfile: 'FROM fedora:42\nRUN sed -i s/gpgcheck=1/gpgcheck=0/ /etc/yum.repos.d/a.repo\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12.1\nRUN echo "deb [signed-by=/k.gpg] https://example.org ./" > /etc/apt/sources.list.d/a.list\n',
    },
  ],
  references: ['https://manpages.debian.org/stable/apt/sources.list.5.en.html'],
  wants: ['dockerfile'],
  check(file, report) {
    for (const { keyword, text, start, end } of instructionsOf(file)) {
      const [sign] =
        /\[[^\]\n]*\btrusted=yes\b[^\]\n]*\]|\b(repo_)?gpgcheck=0\b|\bgpgcheck\s?=\s?(False|0)\b|Acquire::(AllowInsecureRepositories|AllowDowngradeToInsecureRepositories|https?::Verify-(Peer|Host))[=\s"']+(true|1|false|0)\b|APT::Get::AllowUnauthenticated[=\s"']+(true|1)\b|\bSigLevel\s?=\s?Never\b/i.exec(
          text,
        ) ?? [];
      if (
        keyword === 'RUN' &&
        sign !== undefined &&
        !/Verify-\w+[=\s"']+(true|1)$/i.test(sign) &&
        !/Insecure\w+[=\s"']+(false|0)$/i.test(sign)
      )
        report({ start, end, message: `\`${sign.slice(0, 80)}\` switches the check of signatures off` });
    }
  },
});

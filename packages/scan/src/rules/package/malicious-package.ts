import type { Known } from '../../advisory-index/advisories.ts';
import { type Place, projectRule } from '../../engine/rule.ts';
import type { Ecosystem } from '../../lockfile/lock.ts';
import { manifestReader } from '../../lockfile/manifest.ts';
import { knownPackages, pulledInBy } from './known-advisories.ts';

export const maliciousPackage = projectRule({
  id: 'package/malicious-package',
  title: 'Package that is known to do harm',
  severity: 'critical',
  confidence: 'certain',
  weakness: ['CWE-506'],
  kind: 'security',
  what: 'A locked version was published by an attacker, or a manifest asks for a package that never was anything but malware.',
  why: 'Such packages steal credentials and run commands, mostly when they are installed, before anybody imports them.',
  fix: 'Remove it now. Treat every machine that installed it as taken over, and change all secrets it could read.',
  bad: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/ua-parser-js": {"version": "0.7.29", "integrity": "sha512-x"}}}',
    },
    { 'package.json': '{"dependencies": {"flatmap-stream": "^0.1.0"}}' },
  ],
  good: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/ua-parser-js": {"version": "0.7.30", "integrity": "sha512-x"}}}',
    },
    { 'package.json': '{"dependencies": {"ua-parser-js": "^0.7.28"}}' },
  ],
  references: ['https://github.com/ossf/malicious-packages'],
  checkProject(project, report) {
    // A manifest whose packages no lock decides on: only what is bad in every version can be told.
    for (const file of project.filesOf('manifest'))
      for (const { ecosystem, name, start, end } of file.tree(manifestReader)?.requests ?? [])
        for (const known of project.advisories?.of(ecosystem, name, null) ?? [])
          if (known.malicious)
            report(file, placeOf({ ecosystem, name, start, end }, known, 'is in every version malware'));
    for (const { file, one, known, path } of knownPackages(project))
      if (known.malicious)
        report(file, placeOf(one, known, `${one.version ?? ''} is malware`, pulledInBy(path)));
  },
});

interface Named {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function placeOf({ ecosystem, name, start, end }: Named, known: Known, says: string, by = ''): Place {
  const summary = known.summary === '' ? '' : `: ${known.summary}`;
  return {
    start,
    end,
    message: `\`${name}\` ${says} (${known.name})${summary}${by}`,
    ...(known.fix === null
      ? {}
      : {
          fix: `Use \`${name}\` ${known.fix}. Treat every machine that installed this version as taken over, and change all secrets it could read.`,
        }),
    evidence: name,
    identity: `${name} ${known.name}`,
    package: { ecosystem, name, aliases: known.names },
  };
}

import { projectRule } from '../../engine/rule.ts';
import { isGoLibrary, type KnownPackage, knownPackages, pulledInBy } from './known-advisories.ts';

export const knownVulnerable = projectRule({
  id: 'package/known-vulnerable',
  title: 'Library with a known vulnerability',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-1395'],
  kind: 'security',
  what: 'A locked version of a library stands in the advisory index, with a weakness that its makers or others made known.',
  why: 'Attackers read advisories, too: a known hole comes with a description, often with a program that uses it.',
  fix: 'Update to a version that is free of it. When the library that pulls it in does not, override its version, or replace it.',
  bad: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/lodash": {"version": "4.17.15", "integrity": "sha512-x"}}}',
    },
    {
      'yarn.lock':
        'minimist@^1.2.0:\n  version "1.2.5"\n  resolved "https://registry.yarnpkg.com/minimist/-/minimist-1.2.5.tgz"\n',
    },
  ],
  good: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/lodash": {"version": "4.17.21", "integrity": "sha512-x"}}}',
    },
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/lodash": {"version": "4.17.15", "resolved": "git+ssh://git@example.org/our/lodash.git#abc"}}}',
    },
  ],
  references: ['https://ossf.github.io/osv-schema/', 'https://github.com/advisories'],
  checkProject(project, report) {
    for (const found of knownPackages(project)) {
      const { file, one, known } = found;
      if (known.malicious || isGoLibrary(one)) continue;
      report(file, {
        start: one.start,
        end: one.end,
        message: messageOf(found),
        fix: fixOf(found),
        severity: known.severity ?? 'medium',
        evidence: `${one.name} ${one.version}`,
        identity: `${one.name}@${one.version} ${known.name}`,
        package: { ecosystem: one.ecosystem, name: one.name, aliases: known.names },
      });
    }
  },
});

function messageOf({ one, known, path, times }: KnownPackage): string {
  const rating =
    known.score === null
      ? known.severity === null
        ? ', nobody rated it'
        : ''
      : `, CVSS ${known.score.toFixed(1)}`;
  const often = times > 1 ? `, installed ${times} times` : '';
  const use = one.dev ? ', for development only' : '';
  const summary = known.summary === '' ? '' : `: ${known.summary}`;
  return `\`${one.name}\` ${one.version} has ${known.name}${summary}${rating}${pulledInBy(path)}${often}${use}`;
}

function fixOf({ one, known, path }: KnownPackage): string {
  if (known.fix === null)
    return `No version of \`${one.name}\` above ${one.version} is known to be free of it: replace it, or bar the way to it.`;
  const [first = one.name] = path;
  const from = first === one.name ? '' : `, by a newer \`${first}\` or an override`;
  return `Use \`${one.name}\` ${known.fix} or a later version free of it${from}.`;
}

import { fileRule } from '../../engine/rule.ts';
import type { Lock, LockedPackage } from '../../lockfile/lock.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';

export const missingIntegrity = fileRule({
  id: 'package/missing-integrity',
  title: 'Lock entries without a hash',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-353'],
  kind: 'security',
  what: 'A lockfile names the version of a package but no hash of its content.',
  why: 'What is downloaded under that name is not compared with anything: a changed registry or mirror goes unnoticed.',
  fix: 'Install again with a current package manager, which writes the hashes, and commit the lockfile.',
  bad: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"}}}',
    },
    { 'yarn.lock': 'a@^1:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz"\n' },
  ],
  good: [
    {
      'package-lock.json':
        '{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/a/node_modules/b": {"version": "1.0.0", "inBundle": true}, "node_modules/own": {"link": true, "resolved": "own"}}}',
    },
    {
      'yarn.lock':
        'a@^1:\n  version "1.0.0"\n  resolved "https://registry.yarnpkg.com/a/-/a-1.0.0.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"\n',
    },
    { 'requirements.txt': 'flask==3.0.0\n' },
  ],
  wants: ['lockfile'],
  check(file, report) {
    const lock = file.tree(lockReader);
    if (lock === null || !hashing.has(lock.format)) return;
    const bare = lock.packages.filter(isBare);
    const [first] = bare;
    if (first === undefined) return;
    const others = bare.length === 1 ? '' : ` and ${bare.length - 1} more`;
    report({
      start: first.start,
      end: first.end,
      message: `\`${first.name}\`${others} ${bare.length === 1 ? 'has' : 'have'} no hash`,
      identity: 'hashes',
    });
  },
});

const hashing: ReadonlySet<Lock['format']> = new Set([
  'package-lock',
  'pnpm-lock',
  'yarn-classic',
  'bun-lock',
  'poetry-lock',
  'uv-lock',
  'pdm-lock',
  'pylock',
  'pipfile-lock',
]);

/** Only a download can have one: what is bundled in another package comes with that, and Yarn 2's cache keys are no help. */
const isBare = ({ origin, integrity, version, bundled }: LockedPackage): boolean =>
  (origin === 'registry' || origin === 'url') && integrity === null && version !== null && !bundled;

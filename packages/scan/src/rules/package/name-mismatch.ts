import { fileRule } from '../../engine/rule.ts';
import type { LockedPackage } from '../../lockfile/lock.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';

export const nameMismatch = fileRule({
  id: 'package/name-mismatch',
  title: 'Lock entry that downloads another package',
  severity: 'critical',
  confidence: 'certain',
  weakness: ['CWE-494'],
  kind: 'security',
  what: 'An entry of a JavaScript lockfile says one name or version, and its address is that of another.',
  why: 'A lockfile is too long to review: a pull request that changes one address in it installs whatever it likes.',
  fix: 'Ask who changed the entry and why. Restore the lockfile from the main branch and install again.',
  bad: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/ms": {"version": "2.1.3", "resolved": "https://registry.npmjs.org/evil/-/evil-2.1.3.tgz", "integrity": "sha512-a"}}}',
    },
    {
      'yarn.lock':
        'ms@^2:\n  version "2.1.3"\n  resolved "https://registry.yarnpkg.com/ms/-/ms-0.7.0.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"\n',
    },
  ],
  good: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/@acme/ms": {"version": "2.1.3", "resolved": "https://npm.acme.example/api/npm/all/@acme%2fms/-/ms-2.1.3.tgz", "integrity": "sha512-a"}}}',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/old-ms": {"name": "ms", "version": "2.1.3", "resolved": "https://registry.npmjs.org/ms/-/ms-2.1.3.tgz", "integrity": "sha512-a"}}}',
    },
    {
      'yarn.lock':
        '"old-ms@npm:ms@^2":\n  version "2.1.3"\n  resolved "https://registry.yarnpkg.com/ms/-/ms-2.1.3.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"\n',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/a": {"version": "1.0.0+build.7", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}}}',
    },
  ],
  references: [
    'https://snyk.io/blog/why-npm-lockfiles-can-be-a-security-blindspot-for-injecting-malicious-modules/',
  ],
  wants: ['lockfile'],
  check(file, report) {
    const lock = file.tree(lockReader);
    if (lock?.ecosystem !== 'npm') return;
    for (const one of lock.packages) {
      const other = otherPackage(one);
      if (other !== null)
        report({
          start: one.start,
          end: one.end,
          message: `\`${one.name}\` ${one.version ?? ''} is downloaded from the address of \`${other}\``,
          identity: one.name,
        });
    }
  },
});

/** `…/name/-/base-version.tgz` is how every npm registry names its downloads. */
const form = /\/((?:@[^/]+(?:\/|%2f))?[^/@]+)\/-\/(?:@[^/]+\/)?([^/]+)\.tgz(?:[?#].*)?$/i;

function otherPackage({ name, version, resolved }: LockedPackage): string | null {
  const found = form.exec(resolved ?? '');
  if (!found?.[1] || !found[2]) return null;
  const named = found[1].replace(/%2f/i, '/');
  const base = named.slice(named.indexOf('/') + 1);
  if (named.toLowerCase() !== name.toLowerCase() && !name.toLowerCase().endsWith(`/${named.toLowerCase()}`))
    return named;
  const fileVersion = found[2].startsWith(`${base}-`) ? found[2].slice(base.length + 1) : null;
  // Build metadata is no part of the file's name.
  if (
    version === null ||
    fileVersion === null ||
    fileVersion === version.split('+')[0] ||
    fileVersion === version
  )
    return null;
  return `${named} ${fileVersion}`;
}

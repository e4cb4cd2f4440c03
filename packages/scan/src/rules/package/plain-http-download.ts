import type { SourceFile } from '../../engine/file.ts';
import { fileRule } from '../../engine/rule.ts';
import { lockReader } from '../../lockfile/lock-reader.ts';
import { manifestReader } from '../../lockfile/manifest.ts';

export const plainHttpDownload = fileRule({
  id: 'package/plain-http-download',
  title: 'Package downloaded over plain HTTP',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-319'],
  kind: 'security',
  what: 'A lockfile or a manifest takes a package from an address that begins with `http://` or `git://`.',
  why: 'Anybody in between can hand out another package; without a hash nothing notices.',
  fix: 'Write `https://`, in the settings of the registry too, or the next install brings it back.',
  bad: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/a": {"version": "1.0.0", "resolved": "http://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}}}',
    },
    {
      'yarn.lock':
        'a@^1:\n  version "1.0.0"\n  resolved "http://registry.yarnpkg.com/a/-/a-1.0.0.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"\n',
    },
    { 'package.json': '{"dependencies": {"a": "http://acme.example/a.tgz"}}' },
    { 'requirements.txt': 'a @ http://acme.example/a-1.0.tar.gz\n' },
  ],
  good: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}}}',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/a": {"version": "1.0.0", "resolved": "http://localhost:4873/a/-/a-1.0.0.tgz"}}}',
    },
    { 'package.json': '{"homepage": "http://acme.example", "dependencies": {"a": "^1.0.0"}}' },
  ],
  wants: ['lockfile', 'manifest'],
  check(file, report) {
    for (const { name, address, start, end } of addressesIn(file)) {
      if (
        !/^(git\+)?http:\/\/|^git:\/\//.test(address) ||
        /^\w[\w+]*:\/\/(localhost|127\.0\.0\.1)\b/.test(address)
      )
        continue;
      const at = file.text.indexOf(address, start);
      const scheme = at === -1 ? -1 : file.text.indexOf('http:', at);
      const isHttp = /^(git\+)?http:/.test(address);
      report({
        start,
        end,
        message: `\`${name}\` is downloaded from \`${address.slice(0, 120)}\`, unencrypted`,
        identity: name,
        // The registries serve the same over HTTPS, and the hash in the lock still has to match.
        ...(isHttp && scheme !== -1 && /^http:\/\/registry\.(npmjs\.org|yarnpkg\.com)\//.test(address)
          ? { edit: { start: scheme, end: scheme + 4, text: 'https' } }
          : {}),
      });
    }
  },
});

interface Download {
  readonly name: string;
  readonly address: string;
  readonly start: number;
  readonly end: number;
}

function addressesIn(file: SourceFile): Download[] {
  const manifest = file.tree(manifestReader);
  if (manifest !== null)
    return manifest.requests.map(({ range, ...rest }) => ({ ...rest, address: range.replace(/^@\s*/, '') }));
  const lock = file.tree(lockReader);
  return (lock?.packages ?? []).flatMap(({ resolved, ...rest }) =>
    resolved === null ? [] : [{ ...rest, address: resolved }],
  );
}

import type { SourceFile } from '../../engine/file.ts';
import type { Project } from '../../engine/project.ts';
import { projectRule } from '../../engine/rule.ts';
import type { LockedPackage } from '../../lockfile/lock.ts';
import { lockedFiles } from './locked-packages.ts';

export const foreignHost = projectRule({
  id: 'package/foreign-host',
  title: 'Package from a host that is no registry of the project',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-494'],
  kind: 'security',
  what: 'A few entries of a lockfile are downloaded from a host that neither the settings nor the rest of the lockfile know.',
  why: 'One changed address in thousands of lines is how a pull request brings in a package of the attacker.',
  fix: 'Ask who changed the entry and why. If the host is yours, name it in `.npmrc`, `.yarnrc.yml`, `pip.conf` or pyproject.toml.',
  bad: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/b": {"version": "1.0.0", "resolved": "https://npm.evil.example/b/-/b-1.0.0.tgz", "integrity": "sha512-b"}}}',
    },
    {
      'uv.lock':
        '[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.evil.example/a-1.0.tar.gz", hash = "sha256:a" }\n[[package]]\nname = "b"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.pythonhosted.org/b-1.0.tar.gz", hash = "sha256:a" }\n',
    },
  ],
  good: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/a": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/@acme/b": {"version": "1.0.0", "resolved": "https://npm.acme.example/@acme/b/-/b-1.0.0.tgz", "integrity": "sha512-b"}}}',
      '.npmrc': '@acme:registry=https://npm.acme.example/\n',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/a": {"version": "1.0.0", "resolved": "https://npm.mirror.example/a/-/a-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/b": {"version": "1.0.0", "resolved": "https://npm.mirror.example/b/-/b-1.0.0.tgz", "integrity": "sha512-b"}}}',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/g": {"version": "1.0.0", "resolved": "git+ssh://git@github.com/acme/g.git#0123456789012345678901234567890123456789"}}}',
    },
  ],
  references: ['https://github.com/lirantal/lockfile-lint'],
  checkProject(project, report) {
    const configured = configuredHosts(project);
    for (const { file, lock } of lockedFiles(project)) {
      if (lock.format === 'requirements') continue;
      const hosts = Map.groupBy(lock.packages, hostOf);
      hosts.delete(null);
      for (const [host, own] of hosts) {
        if (host === null || own.length * 2 > lock.packages.length) continue;
        if (isRegistry(host) || isCodeHost(host) || configured.has(host)) continue;
        reportFirst(file, host, own, report);
      }
    }
  },
});

function reportFirst(
  file: SourceFile,
  host: string,
  own: readonly LockedPackage[],
  report: Parameters<typeof foreignHost.checkProject>[1],
): void {
  const [first] = own;
  if (first === undefined) return;
  const others = own.length === 1 ? '' : ` and ${own.length - 1} more`;
  report(file, {
    start: first.start,
    end: first.end,
    message: `\`${first.name}\`${others} ${own.length === 1 ? 'is' : 'are'} downloaded from \`${host}\``,
    identity: host,
  });
}

function hostOf({ resolved, origin }: LockedPackage): string | null {
  if (origin === 'git' || origin === 'local' || resolved === null) return null;
  return URL.parse(resolved)?.hostname || null;
}

const isRegistry = (host: string): boolean =>
  /^(registry\.npmjs\.(org|com)|registry\.yarnpkg\.com|npm\.jsr\.io|(files\.)?pythonhosted\.org|pypi\.org|pypi\.python\.org|localhost|127\.0\.0\.1)$/.test(
    host,
  );

/** Archives of a repository at a commit: package/unpinned-git looks at these. */
const isCodeHost = (host: string): boolean =>
  /(^|\.)(github\.com|gitlab\.com|bitbucket\.org|codeload\.github\.com|pkg\.pr\.new)$/.test(host);

/** Every host that the project's own settings name. */
export function configuredHosts(project: Project): Set<string> {
  const hosts = new Set<string>();
  for (const { text, path } of project.filesOf('package-config', 'manifest'))
    if (!path.endsWith('.json'))
      for (const match of text.matchAll(/(?:https?:)?\/\/(?:[^\s/@"']{1,200}@)?([\w.-]{1,200})/g))
        hosts.add((match[1] ?? '').toLowerCase());
  return hosts;
}

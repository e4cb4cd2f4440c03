import type { Project } from '../../engine/project.ts';
import { projectRule } from '../../engine/rule.ts';
import type { LockedPackage } from '../../lockfile/lock.ts';
import { manifestReader } from '../../lockfile/manifest.ts';
import { lockedFiles } from './locked-packages.ts';
import { isPublicNpm, scopeIsMapped, scopeOf } from './npm-scope.ts';

const ownNames = '{"internalPackages": ["@acme", "acme-*"]}';

export const publicInternalName = projectRule({
  id: 'package/public-internal-name',
  title: 'Package of your own from a public registry',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-427'],
  kind: 'security',
  what: 'A name that `internalPackages` calls your own is locked to a public registry, or asked for with nothing that ties its scope to yours.',
  why: 'Whoever publishes your name there runs code on your machines: dependency confusion.',
  fix: 'Tie the name to your registry (`@scope:registry=https://…` in `.npmrc`, `explicit = true` and `tool.uv.sources` for uv), lock again, and look at what was installed.',
  bad: [
    {
      'bugheist.config.json': ownNames,
      'package-lock.json':
        '{"packages": {"node_modules/@acme/core": {"version": "9.9.9", "resolved": "https://registry.npmjs.org/@acme/core/-/core-9.9.9.tgz", "integrity": "sha512-a"}}}',
    },
    {
      'bugheist.config.json': ownNames,
      'uv.lock':
        '[[package]]\nname = "acme-billing"\nversion = "99.0"\nsource = { registry = "https://pypi.org/simple" }\nsdist = { url = "https://files.pythonhosted.org/acme-billing-99.0.tar.gz", hash = "sha256:a" }\n',
    },
    { 'bugheist.config.json': ownNames, 'package.json': '{"dependencies": {"@acme/core": "^1.0.0"}}' },
  ],
  good: [
    {
      'bugheist.config.json': ownNames,
      'package-lock.json':
        '{"packages": {"node_modules/@acme/core": {"version": "1.0.0", "resolved": "https://npm.acme.example/@acme/core/-/core-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/@acme-fan/core": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/@acme-fan/core/-/core-1.0.0.tgz", "integrity": "sha512-a"}}}',
      'package.json': '{"dependencies": {"@acme/core": "^1.0.0", "@acme-fan/core": "^1.0.0"}}',
    },
    {
      'bugheist.config.json': ownNames,
      'package.json': '{"dependencies": {"@acme/core": "^1.0.0", "@acme/ui": "workspace:*"}}',
      '.npmrc': '@acme:registry=https://npm.acme.example/\n',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/@acme/core": {"version": "9.9.9", "resolved": "https://registry.npmjs.org/@acme/core/-/core-9.9.9.tgz", "integrity": "sha512-a"}}}',
    },
  ],
  references: ['https://medium.com/@alex.birsan/dependency-confusion-4a5d60fec610'],
  checkProject(project, report) {
    const isOwn = ownName(project.settings.internalPackages);
    const locked = new Set<string>();
    for (const { file, lock } of lockedFiles(project))
      for (const one of lock.packages) {
        if (one.ecosystem === 'Go' || !isOwn(one.name)) continue;
        // An entry without an address decides nothing: the manifest's request is looked at.
        if (one.resolved !== null || one.origin !== 'registry') locked.add(one.name);
        if (isPublic(one))
          report(file, {
            start: one.start,
            end: one.end,
            message: `\`${one.name}\` is your own name, and comes from \`${URL.parse(one.resolved ?? '')?.hostname}\``,
            identity: one.name,
          });
      }
    reportUntied(project, (name) => isOwn(name) && !locked.has(name), report);
  },
});

function reportUntied(
  project: Project,
  concerns: (name: string) => boolean,
  report: Parameters<typeof publicInternalName.checkProject>[1],
): void {
  const isMapped = scopeIsMapped(project);
  for (const file of project.filesOf('manifest'))
    for (const { ecosystem, name, range, start, end } of file.tree(manifestReader)?.requests ?? []) {
      const scope = scopeOf(name);
      if (ecosystem !== 'npm' || scope === null || !concerns(name) || isMapped(scope)) continue;
      // Anything with a protocol comes from elsewhere: a workspace, a folder, a repository.
      if (/^(?!npm:)[a-z+]+:/.test(range)) continue;
      report(file, {
        start,
        end,
        message: `nothing ties your own \`@${scope}\` to a registry: \`${name}\` is asked for at the public one`,
        identity: name,
      });
    }
}

function ownName(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.endsWith('*')));
  const beginnings = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return (name) =>
    exact.has(name) ||
    exact.has(`@${scopeOf(name) ?? ''}`) ||
    beginnings.some((beginning) => name.startsWith(beginning));
}

const isPublic = ({ origin, resolved }: LockedPackage): boolean =>
  origin === 'registry' &&
  (isPublicNpm(resolved) || /^https?:\/\/(files\.pythonhosted|pypi)\.org\//.test(resolved ?? ''));

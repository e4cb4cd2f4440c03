import { projectRule } from '../../engine/rule.ts';
import type { LockedPackage } from '../../lockfile/lock.ts';
import { lockedFiles } from './locked-packages.ts';
import { registrySettings } from './registry-settings.ts';

export const unmappedScope = projectRule({
  id: 'package/unmapped-scope',
  title: 'Private scope without a registry of its own',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-427'],
  kind: 'security',
  what: 'Packages of a scope are locked to a private registry, but no setting in the project ties the scope to it.',
  why: 'A machine that lacks the setting asks the public registry: whoever owns the scope there hands out the package.',
  fix: 'Commit an `.npmrc` with `@scope:registry=https://…` (Yarn: `npmScopes`, Bun: `install.scopes`), and own the scope on npmjs.com, too.',
  bad: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/@acme/core": {"version": "1.0.0", "resolved": "https://npm.acme.example/@acme/core/-/core-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/ms": {"version": "2.1.3", "resolved": "https://registry.npmjs.org/ms/-/ms-2.1.3.tgz", "integrity": "sha512-a"}}}',
    },
  ],
  good: [
    {
      'package-lock.json':
        '{"packages": {"node_modules/@acme/core": {"version": "1.0.0", "resolved": "https://npm.acme.example/@acme/core/-/core-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/ms": {"version": "2.1.3", "resolved": "https://registry.npmjs.org/ms/-/ms-2.1.3.tgz", "integrity": "sha512-a"}}}',
      '.npmrc': '@acme:registry=https://npm.acme.example/\n',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/@acme/core": {"version": "1.0.0", "resolved": "https://npm.acme.example/@acme/core/-/core-1.0.0.tgz", "integrity": "sha512-a"}, "node_modules/ms": {"version": "2.1.3", "resolved": "https://npm.acme.example/ms/-/ms-2.1.3.tgz", "integrity": "sha512-a"}}}',
    },
    {
      'package-lock.json':
        '{"packages": {"node_modules/@types/node": {"version": "1.0.0", "resolved": "https://registry.npmjs.org/@types/node/-/node-1.0.0.tgz", "integrity": "sha512-a"}}}',
    },
  ],
  references: ['https://docs.npmjs.com/cli/v11/using-npm/scope#associating-a-scope-with-a-registry'],
  checkProject(project, report) {
    const settings = project.filesOf('package-config').flatMap((file) => file.tree(registrySettings));
    const names = settings.map(({ key }) => key);
    // A registry for everything serves the scope, too.
    if (names.some((key) => /^(registry|npmRegistryServer|install\.registry(\.url)?)$/.test(key))) return;
    const isMapped = (scope: string) =>
      names.some(
        (key) =>
          key === `@${scope}:registry` ||
          key.startsWith(`npmScopes.${scope}.`) ||
          key.startsWith(`install.scopes.${scope}`) ||
          key.startsWith(`install.scopes.@${scope}`),
      );
    for (const { file, lock } of lockedFiles(project)) {
      if (lock.ecosystem !== 'npm' || !lock.packages.some(isPublic)) continue;
      for (const [scope, own] of Map.groupBy(lock.packages, scopeOf)) {
        const [first] = own.filter(isPrivate);
        if (scope !== null && first && !own.some(isPublic) && !isMapped(scope))
          report(file, {
            start: first.start,
            end: first.end,
            message: `nothing ties \`@${scope}\` to \`${URL.parse(first.resolved ?? '')?.hostname}\`, where \`${first.name}\` comes from`,
            identity: scope,
          });
      }
    }
  },
});

const scopeOf = ({ name }: LockedPackage): string | null => /^@([^/]+)\//.exec(name)?.[1] ?? null;

const isPublic = ({ resolved }: LockedPackage): boolean =>
  /^https?:\/\/registry\.(npmjs\.(org|com)|yarnpkg\.com)\//.test(resolved ?? '');

/** In a registry, as its form of address shows, but not the public one. */
const isPrivate = (one: LockedPackage): boolean =>
  !isPublic(one) && /^https?:\/\/.*\/-\//.test(one.resolved ?? '');

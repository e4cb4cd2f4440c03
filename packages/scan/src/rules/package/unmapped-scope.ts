import { projectRule } from '../../engine/rule.ts';
import type { LockedPackage } from '../../lockfile/lock.ts';
import { lockedFiles } from './locked-packages.ts';
import { isPublicNpm, scopeIsMapped, scopeOf } from './npm-scope.ts';

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
    const isMapped = scopeIsMapped(project);
    for (const { file, lock } of lockedFiles(project)) {
      if (lock.ecosystem !== 'npm' || !lock.packages.some(({ resolved }) => isPublicNpm(resolved))) continue;
      for (const [scope, own] of Map.groupBy(lock.packages, ({ name }) => scopeOf(name))) {
        const [first] = own.filter(isPrivate);
        if (scope !== null && first && !own.some(({ resolved }) => isPublicNpm(resolved)) && !isMapped(scope))
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

/** In a registry, as its form of address shows, but not the public one. */
const isPrivate = ({ resolved }: LockedPackage): boolean =>
  !isPublicNpm(resolved) && /^https?:\/\/.*\/-\//.test(resolved ?? '');

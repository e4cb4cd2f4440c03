import { basename, dirname } from 'node:path/posix';
import type { Project } from '../../engine/project.ts';
import { projectRule } from '../../engine/rule.ts';
import { registrySettings } from './registry-settings.ts';

export const noReleaseAge = projectRule({
  id: 'package/no-release-age',
  title: 'New releases are installed at once',
  severity: 'low',
  confidence: 'likely',
  weakness: ['CWE-1357'],
  kind: 'security',
  optional: true,
  what: 'A project with a JavaScript lockfile lets its package manager pick releases that are minutes old.',
  why: 'Taken-over packages are mostly found and removed within a day; who waits never installs them.',
  fix: 'Wait some days: npm `min-release-age=3`, pnpm `minimumReleaseAge: 4320`, Yarn `npmMinimalAgeGate: 3d`, Bun `minimumReleaseAge = 259200`.',
  bad: [
    { 'package.json': '{"private": true}', 'package-lock.json': '{"lockfileVersion": 3, "packages": {}}' },
  ],
  good: [
    {
      'package.json': '{"private": true}',
      'package-lock.json': '{"lockfileVersion": 3, "packages": {}}',
      '.npmrc': 'min-release-age=3\n',
    },
    { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n", 'pnpm-workspace.yaml': 'minimumReleaseAge: 4320\n' },
  ],
  references: [
    'https://docs.npmjs.com/cli/v11/using-npm/config#min-release-age',
    'https://pnpm.io/settings#minimumreleaseage',
  ],
  checkProject(project, report) {
    if (waits(project)) return;
    const top = project
      .filesOf('lockfile')
      .filter(({ path }) =>
        /^(package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/.test(basename(path)),
      )
      .sort((a, b) => a.path.split('/').length - b.path.split('/').length)[0];
    if (!top || dirname(top.path) !== '.') return;
    report(top, {
      start: 0,
      end: 0,
      message: 'nothing makes the package manager wait before it takes a new release',
      identity: 'age',
    });
  },
});

const waits = (project: Project): boolean =>
  project
    .filesOf('package-config')
    .some((file) =>
      file
        .tree(registrySettings)
        .some(({ key }) =>
          /^(min-release-age|before|minimumReleaseAge|npmMinimalAgeGate|install\.minimumReleaseAge)$/.test(
            key,
          ),
        ),
    );

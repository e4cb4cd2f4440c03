import { basename, dirname } from 'node:path/posix';
import type { SourceFile } from '../../engine/file.ts';
import { projectRule } from '../../engine/rule.ts';

export const twoLockfiles = projectRule({
  id: 'package/two-lockfiles',
  title: 'Lockfiles of two package managers',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'A folder has lockfiles of two package managers for the same packages.',
  why: 'They drift apart: what is tested with one is not what the other installs, and a scan of one says nothing of the other.',
  fix: 'Keep that of the manager you use, name it in `packageManager`, and delete the other.',
  bad: [
    { 'package-lock.json': '{"lockfileVersion": 3, "packages": {}}', 'yarn.lock': '# yarn lockfile v1\n' },
    { 'poetry.lock': 'package = []\n', 'uv.lock': 'version = 1\n' },
  ],
  good: [
    {
      'package-lock.json': '{"lockfileVersion": 3, "packages": {}}',
      'web/yarn.lock': '# yarn lockfile v1\n',
    },
    {
      'package-lock.json': '{"lockfileVersion": 3, "packages": {}}',
      'npm-shrinkwrap.json': '{"lockfileVersion": 3, "packages": {}}',
    },
    { 'package-lock.json': '{"lockfileVersion": 3, "packages": {}}', 'poetry.lock': 'package = []\n' },
  ],
  checkProject(project, report) {
    const byFolder = Map.groupBy(project.filesOf('lockfile'), ({ path }) => dirname(path));
    for (const files of byFolder.values())
      for (const [, same] of Map.groupBy(files, languageOf)) {
        const managers = new Map(same.map((file) => [managerOf(file), file]));
        const [first, second] = [...managers.values()];
        if (first && second && languageOf(first) !== null)
          report(second, {
            start: 0,
            end: 0,
            message: `\`${basename(first.path)}\` decides on the same packages`,
            identity: 'two',
          });
      }
  },
});

const managers: Readonly<Record<string, readonly [language: string, manager: string]>> = {
  'package-lock.json': ['javascript', 'npm'],
  'npm-shrinkwrap.json': ['javascript', 'npm'],
  'pnpm-lock.yaml': ['javascript', 'pnpm'],
  'yarn.lock': ['javascript', 'yarn'],
  'bun.lock': ['javascript', 'bun'],
  'poetry.lock': ['python', 'poetry'],
  'uv.lock': ['python', 'uv'],
  'pdm.lock': ['python', 'pdm'],
  'Pipfile.lock': ['python', 'pipenv'],
};

const languageOf = ({ path }: SourceFile): string | null => managers[basename(path)]?.[0] ?? null;
const managerOf = ({ path }: SourceFile): string | null => managers[basename(path)]?.[1] ?? null;

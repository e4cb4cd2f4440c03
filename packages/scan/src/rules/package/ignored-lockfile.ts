import { dirname, join } from 'node:path/posix';
import { projectRule } from '../../engine/rule.ts';
import { applications, javascriptLocks, pythonLocks } from './application.ts';

export const ignoredLockfile = projectRule({
  id: 'package/ignored-lockfile',
  title: 'Lockfile that git ignores',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-1357'],
  kind: 'security',
  what: 'The `.gitignore` of an application names its lockfile, so that it is never committed.',
  why: 'Everybody has a lockfile of their own, and the build server none: each install picks other versions.',
  fix: 'Remove the line and commit the lockfile.',
  bad: [
    {
      'package.json': '{"private": true, "dependencies": {"a": "1"}}',
      '.gitignore': 'node_modules/\npackage-lock.json\n',
    },
    { 'web/package.json': '{"private": true, "dependencies": {"a": "1"}}', '.gitignore': '**/yarn.lock\n' },
  ],
  good: [
    {
      'package.json': '{"private": true, "dependencies": {"a": "1"}}',
      '.gitignore': 'node_modules/\n# package-lock.json\n',
      'package-lock.json': '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}}}}',
    },
    {
      'package.json': '{"name": "lib", "version": "1.0.0", "main": "i.js", "dependencies": {"a": "1"}}',
      '.gitignore': 'package-lock.json\n',
    },
    {
      'package.json': '{"private": true, "dependencies": {"a": "1"}}',
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      '.gitignore': 'package-lock.json\nyarn.lock\n',
    },
  ],
  checkProject(project, report) {
    if (!project.whole) return;
    const seen = new Set<string>();
    for (const { file, locks } of applications(project)) {
      for (let folder = dirname(file.path); ; folder = dirname(folder)) {
        // Other managers' lockfiles are rightly kept out where one is committed.
        if (locks.some((name) => project.has(join(folder, name)))) break;
        const path = join(folder, '.gitignore');
        const ignore = seen.has(path) ? null : project.file(path);
        seen.add(path);
        const match = ignore === null ? null : line.exec(ignore.text);
        if (ignore && match)
          report(ignore, {
            start: match.index,
            end: match.index + match[0].length,
            message: `\`${match[1]}\` is kept out of the repository`,
            identity: 'ignored',
          });
        if (folder === '.' || folder === '/') break;
      }
    }
  },
});

const line = new RegExp(
  `^(?:/|\\*\\*/)?(${[...javascriptLocks, ...pythonLocks].join('|').replaceAll('.', '\\.')})[ \\t]*$`,
  'm',
);

import { projectRule } from '../../engine/rule.ts';
import { hookRepositories } from './hook-repositories.ts';

/** Repositories of hooks that their owners archived: nobody mends them. */
const archived = new Set([
  'asottile/seed-isort-config',
  'dnephin/pre-commit-golang',
  'gherynos/pre-commit-java',
  'life4/flakehell',
  'lucas-c/pre-commit-hooks-bandit',
  'marcogorelli/absolufy-imports',
  'pre-commit/mirrors-autopep8',
  'pre-commit/mirrors-isort',
  'pre-commit/mirrors-prettier',
  'pycqa/pydocstyle',
  'segmentio/golines',
  'snok/pep585-upgrade',
  'terrencepreilly/darglint',
]);

export const archivedHook = projectRule({
  id: 'policy/archived-hook',
  title: 'Commit hook that nobody mends any more',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1104'],
  kind: 'security',
  what: '`.pre-commit-config.yaml` takes a hook from a repository that is archived.',
  why: 'Holes found in it, or in what it installs, stay open.',
  fix: 'Use its successor.',
  aliases: ['archived-uses'],
  bad: [
    {
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/pre-commit/mirrors-prettier\n    rev: v3.1.0\n',
    },
  ],
  good: [
    {
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/pre-commit/pre-commit-hooks\n    rev: v6.0.0\n',
    },
  ],
  checkProject(project, report) {
    for (const { file, repo } of hookRepositories(project)) {
      const [, name = ''] = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(repo.text) ?? [];
      if (archived.has(name.toLowerCase()))
        report(file, { start: repo.start, end: repo.end, message: `\`${name}\` is archived` });
    }
  },
});

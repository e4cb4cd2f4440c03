import { projectRule } from '../../engine/rule.ts';
import { hookRepositories } from './hook-repositories.ts';

export const mutableHook = projectRule({
  id: 'policy/mutable-hook',
  title: 'Commit hook that others can change',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-829', 'CWE-1357'],
  kind: 'security',
  what: 'A repository in `.pre-commit-config.yaml` is taken from a branch, or in clear.',
  why: "Whoever takes it over runs code on every developer's machine at the next commit.",
  fix: 'Name a commit: `pre-commit autoupdate --freeze`.',
  aliases: ['insecure-url-scheme'],
  bad: [
    { '.pre-commit-config.yaml': 'repos:\n  - repo: https://github.com/a/b\n    rev: main\n' },
    { '.pre-commit-config.yaml': 'repos:\n  - repo: http://example.org/b\n    rev: v1.2.3\n' },
  ],
  good: [
    {
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/a/b\n    rev: v1.2.3\n  - repo: local\n',
    },
  ],
  references: ['https://pre-commit.com/#using-the-latest-version-for-a-repository'],
  checkProject(project, report) {
    for (const { file, repo, rev } of hookRepositories(project)) {
      if (/^(local|meta|builtin)$/.test(repo.text)) continue;
      if (/^(http|git):\/\//.test(repo.text))
        report(file, { start: repo.start, end: repo.end, message: `\`${repo.text}\` comes in clear` });
      if (rev && /^(main|master|develop|dev|trunk|head|latest|stable|release)$/i.test(rev.text))
        report(file, {
          start: rev.start,
          end: rev.end,
          message: `\`${rev.text}\` of \`${repo.text}\` is a branch`,
        });
    }
  },
});

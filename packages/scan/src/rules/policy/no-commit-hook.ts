import { projectRule } from '../../engine/rule.ts';
import { repositoryWith } from './examples.ts';
import { absent, isRepository, nowhere } from './repository.ts';

const hooks =
  /^(\.pre-commit-config\.ya?ml|\.?lefthook(-local)?\.(ya?ml|json|toml)|\.husky\/[^/_]+|\.lintstagedrc.*|lint-staged\.config\.\w+|\.overcommit\.yml|\.githooks\/[^/]+|hk\.pkl|prek\.toml)$/;

export const noCommitHook = projectRule({
  id: 'policy/no-commit-hook',
  title: 'Commits that nothing looks at',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1053'],
  kind: 'security',
  what: 'A repository has no configuration of commit hooks (pre-commit, lefthook, husky, …).',
  why: 'A secret that is committed is public when the build finds it.',
  fix: 'Add one: `bugheist scan hook print pre-commit` prints the lines.',
  bad: [repositoryWith()],
  good: [
    repositoryWith({ '.pre-commit-config.yaml': 'repos: []\n' }),
    repositoryWith({ '.husky/pre-commit': 'npx bugheist-scan --staged\n' }),
  ],
  references: ['https://pre-commit.com/'],
  checkProject(project, report) {
    if (isRepository(project) && !project.paths.some((path) => hooks.test(path)))
      report(absent('.pre-commit-config.yaml'), {
        ...nowhere,
        message: 'There is no commit hook',
        identity: 'absent',
      });
  },
});

import { projectRule } from '../../engine/rule.ts';
import { repositoryWith } from './examples.ts';
import { absent, isRepository, nowhere } from './repository.ts';
import { dependabotFile, renovateFile } from './update-bot.ts';

export const noUpdateBot = projectRule({
  id: 'policy/no-update-bot',
  title: 'Dependencies that nobody renews',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1104'],
  kind: 'security',
  what: 'A repository with dependencies has no configuration of Dependabot or Renovate.',
  why: 'What is pinned stays as it is, holes included, until somebody thinks of it.',
  fix: 'Add `.github/dependabot.yml` or `renovate.json`, with a cooldown.',
  bad: [repositoryWith({ 'package.json': '{}\n' })],
  good: [
    repositoryWith({ 'package.json': '{}\n', 'renovate.json': '{}\n' }),
    repositoryWith({ 'package.json': '{"renovate": {"extends": ["config:recommended"]}}\n' }),
    repositoryWith(),
  ],
  references: ['https://docs.github.com/code-security/dependabot/dependabot-version-updates'],
  checkProject(project, report) {
    if (!isRepository(project) || project.filesOf('manifest', 'dockerfile').length === 0) return;
    if (!dependabotFile(project) && !renovateFile(project))
      report(absent('.github/dependabot.yml'), {
        ...nowhere,
        message: 'No bot renews the dependencies',
        identity: 'absent',
      });
  },
});

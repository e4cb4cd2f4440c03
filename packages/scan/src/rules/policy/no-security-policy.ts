import { projectRule } from '../../engine/rule.ts';
import { repositoryWith } from './examples.ts';
import { absent, isRepository, nowhere } from './repository.ts';

export const noSecurityPolicy = projectRule({
  id: 'policy/no-security-policy',
  title: 'Nowhere to report a hole',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1053'],
  kind: 'security',
  what: 'A repository has no `SECURITY.md`.',
  why: 'Whoever finds a hole opens a public issue, or says nothing.',
  fix: 'Write `SECURITY.md`: where to report, what happens then, how long it takes.',
  bad: [repositoryWith()],
  good: [repositoryWith({ 'SECURITY.md': 'Mail us.\n' })],
  references: [
    'https://docs.github.com/code-security/how-tos/report-and-fix-vulnerabilities/configure-vulnerability-reporting/adding-a-security-policy-to-your-repository',
  ],
  checkProject(project, report) {
    if (
      isRepository(project) &&
      !project.paths.some((path) => /^(\.github\/|docs\/|\.gitlab\/)?SECURITY(\.\w+)?$/i.test(path))
    )
      report(absent('SECURITY.md'), { ...nowhere, message: 'There is no `SECURITY.md`', identity: 'absent' });
  },
});

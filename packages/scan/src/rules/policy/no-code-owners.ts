import { projectRule } from '../../engine/rule.ts';
import { repositoryWith } from './examples.ts';
import { foreignOwnersPaths, ownersPaths } from './owners.ts';
import { absent, firstOf, isRepository, nowhere } from './repository.ts';

export const noCodeOwners = projectRule({
  id: 'policy/no-code-owners',
  title: 'Nobody owns the code',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1053'],
  kind: 'security',
  what: 'A repository has no `CODEOWNERS`.',
  why: 'Anybody may approve anything: a change of the workflows or the lockfile is waved through by whoever is nearest.',
  fix: 'Write `.github/CODEOWNERS` with two owners or a team a path, the workflows and the file itself included.',
  bad: [repositoryWith()],
  good: [repositoryWith({ CODEOWNERS: '* @ann @bob\n' })],
  references: [
    'https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners',
  ],
  checkProject(project, report) {
    if (isRepository(project) && !firstOf(project, ...ownersPaths, ...foreignOwnersPaths))
      report(absent('.github/CODEOWNERS'), {
        ...nowhere,
        message: 'There is no `CODEOWNERS`',
        identity: 'absent',
      });
  },
});

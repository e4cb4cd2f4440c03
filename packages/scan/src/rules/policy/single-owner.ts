import { projectRule } from '../../engine/rule.ts';
import { repositoryWith } from './examples.ts';
import { ownersFile, ownershipsOf } from './owners.ts';

export const singleOwner = projectRule({
  id: 'policy/single-owner',
  title: 'Path with one owner',
  severity: 'low',
  confidence: 'likely',
  weakness: ['CWE-654'],
  kind: 'security',
  what: 'A line of `CODEOWNERS` names one person.',
  why: 'Their own changes nobody of the owners reviews, and one account taken over is enough to change the path.',
  fix: 'Name two people, or a team.',
  bad: [repositoryWith({ CODEOWNERS: '* @ann\n' })],
  good: [
    repositoryWith({ CODEOWNERS: '* @ann @bob\n/docs/ @acme/writers\n# a\n[docs] @ann @bob\nREADME.md\n' }),
  ],
  checkProject(project, report) {
    const file = project.whole ? ownersFile(project) : null;
    if (!file) return;
    for (const { pattern, owners, start, end } of ownershipsOf(file))
      if (owners.length === 1 && !owners[0]?.includes('/'))
        report(file, { start, end, message: `\`${pattern}\` has one owner, \`${owners[0]}\`` });
  },
});

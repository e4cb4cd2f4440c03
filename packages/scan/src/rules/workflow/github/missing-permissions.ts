import { secureUse, workflowWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const missingPermissions = workflowRule({
  id: 'workflow/missing-permissions',
  title: 'Token with whatever the repository allows',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-250', 'CWE-276'],
  what: 'Neither the workflow nor the job says which `permissions` its token has.',
  why: 'It gets the default of the repository, which in older ones is to write everything.',
  fix: 'Write `permissions: {}` at the top and give each job what it needs.',
  aliases: ['excessive-permissions'],
  bad: [workflowWith('on: push', 'jobs:', '  test:', '    runs-on: ubuntu-24.04', '    steps: []')],
  good: [
    workflowWith(
      'on: push',
      'jobs:',
      '  test:',
      '    runs-on: ubuntu-24.04',
      '    permissions: {contents: read}',
      '    steps: []',
    ),
    workflowWith('on: workflow_call', 'jobs:', '  test:', '    runs-on: ubuntu-24.04', '    steps: []'),
  ],
  references: secureUse,
  find({ isAction, permissions, jobs, events }, report) {
    if (isAction || permissions !== null) return;
    // Called by another workflow it has no more than that one gave it; those that it calls itself it could narrow.
    const isCalled = events.size === 1 && events.has('workflow_call');
    const open = jobs.filter((job) => job.permissions === null && (!isCalled || job.uses !== null));
    if (open[0])
      report(
        open[0].span,
        open.length === 1
          ? `\`${open[0].name}\` has the default of the repository`
          : `${open.length} jobs have the default of the repository`,
      );
  },
});

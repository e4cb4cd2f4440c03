import { stepsOn } from '../examples.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const artifactOfStrangers = workflowRule({
  id: 'workflow/artifact-of-strangers',
  title: 'Artifact of a pull request used with the secrets at hand',
  severity: 'high',
  confidence: 'review',
  weakness: ['CWE-829', 'CWE-345'],
  what: 'A workflow on `workflow_run` downloads an artifact of the run that started it.',
  why: 'A pull request decides what is in it: a file it overwrites, or a number that is no number, runs with your secrets.',
  fix: 'Unpack it outside of the checkout (`path:` below `runner.temp`), check what is read, and run nothing of it.',
  bad: [
    stepsOn(
      'workflow_run',
      '- uses: actions/download-artifact@v5',
      '  with:',
      `    run-id: \${{ github.event.workflow_run.id }}`,
    ),
  ],
  good: [
    stepsOn(
      'workflow_run',
      '- uses: actions/download-artifact@v5',
      '  with:',
      `    run-id: \${{ github.event.workflow_run.id }}`,
      `    path: \${{ runner.temp }}/pr`,
    ),
    stepsOn('push', '- uses: actions/download-artifact@v5'),
  ],
  references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
  find(workflow, report) {
    if (!workflow.events.has('workflow_run')) return;
    for (const { uses, inputs, run } of stepsOf(workflow)) {
      const action = actionOf(uses);
      const isOther =
        action === 'dawidd6/action-download-artifact' ||
        (action === 'actions/download-artifact' && inputs.has('run-id'));
      if (isOther && !/runner\.temp|\/tmp\//.test(inputs.get('path')?.text ?? ''))
        report(uses, 'A pull request decides what is in it');
      if (run && /\bgh\s+run\s+download\b/.test(run.text) && !/-D\s|--dir[ =]/.test(run.text))
        report(run, 'A pull request decides what is in it');
    }
  },
});

import { sha, stepsWith } from '../examples.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const actionInWorkspace = workflowRule({
  id: 'workflow/action-in-workspace',
  title: 'Own action taken from what happens to lie in the folder',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-829'],
  optional: true,
  what: 'A step or job uses `./path`.',
  why: 'That is whatever the steps before it left in the workspace, of another repository or branch if that is what was checked out.',
  fix: 'Write `$/path`: the action of the very commit that the workflow is of.',
  aliases: ['self-repository'],
  bad: [stepsWith(`- uses: actions/checkout@${sha}`, '- uses: ./.github/actions/build')],
  good: [stepsWith('- uses: $/.github/actions/build')],
  find(workflow, report) {
    for (const { uses } of [...workflow.jobs, ...stepsOf(workflow)])
      if (uses?.text.startsWith('./')) report(uses, `\`${uses.text}\` is what lies in the workspace`);
  },
});

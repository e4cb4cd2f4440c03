import { at, entryAt, textsOf } from '../../../yaml/yaml.ts';
import { stepsOn } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

export const dangerousTrigger = workflowRule({
  id: 'workflow/dangerous-trigger',
  title: 'Workflow that strangers start with your secrets',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-829'],
  what: 'A workflow is started by `pull_request_target`, `workflow_run` or `issue_comment`.',
  why: 'It runs with secrets and a writing token for whoever opens a pull request or writes a comment; one careless step gives both away.',
  fix: 'Use `pull_request` where no secret is needed; else keep the workflow to reading numbers and labels.',
  aliases: ['dangerous-triggers'],
  bad: [
    stepsOn('pull_request_target', '- run: echo'),
    stepsOn('{workflow_run: {workflows: [a]}}', '- run: echo'),
  ],
  good: [stepsOn('pull_request', '- run: echo')],
  references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
  find({ yaml }, report) {
    const on = at(yaml, 'on');
    for (const event of ['pull_request_target', 'workflow_run', 'issue_comment'])
      report(
        entryAt(on, event) ?? textsOf(on).find(({ text }) => text === event) ?? null,
        `Strangers start it by \`${event}\``,
      );
  },
});

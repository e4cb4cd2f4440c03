import { at, entryAt, textsOf } from '../../../yaml/yaml.ts';
import { sha, stepsOn } from '../examples.ts';
import { actionOf, type Job } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** Actions that read a pull request's names and paths alone, and were made for this. */
const harmless = new Set([
  'actions/labeler',
  'actions/first-interaction',
  'amannn/action-semantic-pull-request',
]);

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
  good: [
    stepsOn('pull_request', '- run: echo'),
    stepsOn('pull_request_target', `- uses: actions/labeler@${sha}`),
  ],
  references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
  find(workflow, report) {
    const { yaml } = workflow;
    if (workflow.jobs.every(isHarmless)) return;
    const on = at(yaml, 'on');
    for (const event of ['pull_request_target', 'workflow_run', 'issue_comment'])
      report(
        entryAt(on, event) ?? textsOf(on).find(({ text }) => text === event) ?? null,
        `Strangers start it by \`${event}\``,
      );
  },
});

const isHarmless = ({ steps }: Job): boolean =>
  steps.length > 0 && steps.every(({ uses }) => harmless.has(actionOf(uses)));

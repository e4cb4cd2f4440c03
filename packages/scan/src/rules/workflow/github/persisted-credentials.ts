import { sha, stepsWith } from '../examples.ts';
import { actionOf, inputOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const persistedCredentials = workflowRule({
  id: 'workflow/persisted-credentials',
  title: 'Token left on disk after the checkout',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-522'],
  optional: true,
  what: '`actions/checkout` runs without `persist-credentials: false`.',
  why: 'The token stays in `.git/config`, for every later step and package to read.',
  fix: 'Say `persist-credentials: false`, and hand the token to the step that pushes.',
  aliases: ['artipacked'],
  bad: [stepsWith(`- uses: actions/checkout@${sha}`)],
  good: [stepsWith(`- uses: actions/checkout@${sha}`, '  with: {persist-credentials: false}')],
  references: ['https://github.com/actions/checkout#usage'],
  find(workflow, report) {
    for (const step of stepsOf(workflow))
      if (actionOf(step.uses) === 'actions/checkout' && inputOf(step, 'persist-credentials') !== 'false')
        report(step.uses, 'The token stays in `.git/config`');
  },
});

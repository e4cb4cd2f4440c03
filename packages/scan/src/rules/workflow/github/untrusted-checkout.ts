import { stepsOn } from '../examples.ts';
import { stepsForStrangers } from '../strangers.ts';
import { actionOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const head =
  /pull_request\.head|github\.head_ref|workflow_run\.(head|pull_requests)|refs\/pull\/|\bpr[-_]?(head|sha|ref)\b/i;

export const untrustedCheckout = workflowRule({
  id: 'workflow/untrusted-checkout',
  title: "Stranger's code checked out with the secrets at hand",
  severity: 'critical',
  confidence: 'likely',
  weakness: ['CWE-829'],
  what: 'A workflow on `pull_request_target`, `workflow_run` or `issue_comment` checks out the head of the pull request.',
  why: 'These events run with the secrets and a writing token of your repository; anything the checked out code does (install scripts, tests) has them.',
  fix: 'Use `pull_request`, or split: build without secrets, then handle only the result in the privileged workflow.',
  bad: [
    stepsOn(
      'pull_request_target',
      '- uses: actions/checkout@v5',
      '  with:',
      `    ref: \${{ github.event.pull_request.head.sha }}`,
    ),
    stepsOn('issue_comment', `- run: gh pr checkout \${{ github.event.issue.number }}`),
  ],
  good: [
    stepsOn('pull_request_target', '- uses: actions/checkout@v5'),
    stepsOn(
      '[push, pull_request_target]',
      "- if: github.event_name == 'push'",
      '  uses: actions/checkout@v5',
      '  with:',
      `    ref: \${{ github.event.pull_request.head.sha }}`,
    ),
    stepsOn(
      'pull_request',
      '- uses: actions/checkout@v5',
      '  with:',
      `    ref: \${{ github.event.pull_request.head.sha }}`,
    ),
  ],
  references: ['https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/'],
  find(workflow, report) {
    for (const { uses, inputs, run } of stepsForStrangers(workflow)) {
      const isCheckout = actionOf(uses) === 'actions/checkout';
      const ref = [inputs.get('ref'), inputs.get('repository')].find((one) => one && head.test(one.text));
      if (isCheckout && ref)
        report(
          ref,
          `\`${ref.text}\` is code of whoever opened the pull request`,
          // Beside the trusted code it may be no more than read.
          inputs.has('path') ? { severity: 'high', confidence: 'review' } : {},
        );
      if (
        run &&
        /\bgh\s+pr\s+checkout\b|\bgit\s+(fetch|pull|checkout)\b[^\n]{0,200}(refs\/pull\/|\bpull\/|head_ref|HEAD_REF|HEAD_SHA)/.test(
          run.text,
        )
      )
        report(run, 'Code of whoever opened the pull request is checked out');
    }
  },
});

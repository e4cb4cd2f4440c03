import { stepsOn } from '../examples.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const approvers =
  /^(hmarr\/auto-approve-action|juliangruber\/approve-pull-request-action|cognitedata\/auto-approve-dependency-action|pascalgn\/automerge-action|ahmadnassri\/action-dependabot-auto-merge)$/;

export const automaticApproval = workflowRule({
  id: 'workflow/automatic-approval',
  title: 'Workflow that approves changes',
  severity: 'medium',
  confidence: 'review',
  weakness: ['CWE-862'],
  what: 'A workflow approves pull requests, or merges them past the rules (`gh pr merge --admin`).',
  why: 'It counts as one of the reviewers: of two pairs of eyes one is a script.',
  fix: 'Let a person approve; merge automatically only what two people approved.',
  bad: [
    stepsOn('pull_request', '- run: gh pr review --approve "$URL"'),
    stepsOn('pull_request', '- uses: hmarr/auto-approve-action@v4'),
  ],
  good: [stepsOn('pull_request', '- run: gh pr merge --auto --squash "$URL"')],
  references: [
    'https://docs.github.com/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization',
  ],
  find(workflow, report) {
    for (const { uses, run } of stepsOf(workflow)) {
      if (approvers.test(actionOf(uses))) report(uses, 'A script counts as a reviewer');
      if (
        run &&
        /\bgh\s+pr\s+review\b[^\n]*(--approve|\s-a\b)|\bgh\s+pr\s+merge\b[^\n]*--admin\b/.test(run.text)
      )
        report(run, 'A script counts as a reviewer');
    }
  },
});

import { branchRule } from './branch-rule.ts';
import { rulesetWith } from './examples.ts';

export const staleApproval = branchRule({
  id: 'policy/stale-approval',
  title: 'Approval of what came later',
  severity: 'low',
  weakness: ['CWE-367'],
  what: 'An exported branch rule keeps approvals when new commits are pushed.',
  why: 'Whoever got a harmless change approved pushes another one after it.',
  fix: 'Set `dismiss_stale_reviews_on_push` (`dismiss_stale_reviews`) to true.',
  bad: [
    rulesetWith({ rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 2 } }] }),
  ],
  good: [rulesetWith({})],
  wrong: ({ isEnforced, reviewers, dismissesStale }) =>
    isEnforced && reviewers > 0 && !dismissesStale ? 'An approval stays when the change does not' : null,
});

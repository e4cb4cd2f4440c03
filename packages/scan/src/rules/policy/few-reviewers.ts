import { branchRule } from './branch-rule.ts';
import { repositoryWith, rulesetWith } from './examples.ts';

export const fewReviewers = branchRule({
  id: 'policy/few-reviewers',
  title: 'Change that one person lets through',
  severity: 'medium',
  weakness: ['CWE-654'],
  what: 'An exported branch rule asks for fewer than two approvals.',
  why: 'One account taken over, or one tired reviewer, is enough to change what is released.',
  fix: 'Set `required_approving_review_count` to 2.',
  bad: [
    rulesetWith({ rules: [{ type: 'non_fast_forward' }] }),
    repositoryWith({
      '.github/branch-protection.json':
        '{"enforce_admins": {"enabled": true}, "required_pull_request_reviews": {"required_approving_review_count": 1}}',
    }),
  ],
  good: [rulesetWith({})],
  wrong: ({ isEnforced, reviewers }) =>
    isEnforced && reviewers < 2
      ? `${reviewers === 0 ? 'No' : 'One'} approval is asked for, where two should be`
      : null,
});

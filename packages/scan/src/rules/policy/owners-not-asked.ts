import { branchRule } from './branch-rule.ts';
import { rulesetWith } from './examples.ts';

export const ownersNotAsked = branchRule({
  id: 'policy/owners-not-asked',
  title: 'Owners who need not approve',
  severity: 'low',
  weakness: ['CWE-862'],
  what: 'An exported branch rule does not ask for the review of code owners.',
  why: '`CODEOWNERS` then only suggests: anybody with write access may approve.',
  fix: 'Set `require_code_owner_review` to true.',
  bad: [
    rulesetWith({ rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 2 } }] }),
  ],
  good: [rulesetWith({})],
  wrong: ({ isEnforced, reviewers, asksOwners }) =>
    isEnforced && reviewers > 0 && !asksOwners ? 'The owners need not approve' : null,
});

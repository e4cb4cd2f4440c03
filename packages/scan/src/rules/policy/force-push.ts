import { branchRule } from './branch-rule.ts';
import { rulesetWith } from './examples.ts';

export const forcePush = branchRule({
  id: 'policy/force-push',
  title: 'History that can be rewritten',
  severity: 'medium',
  weakness: ['CWE-284'],
  what: 'An exported branch rule allows force pushes, or deleting the branch.',
  why: 'Reviewed commits are replaced by others that nobody saw, and the trace is gone.',
  fix: 'Add the rules `non_fast_forward` and `deletion`.',
  bad: [
    rulesetWith({ rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 2 } }] }),
  ],
  good: [rulesetWith({})],
  wrong({ isEnforced, forbidsForce, forbidsDeletion }) {
    if (!isEnforced || (forbidsForce && forbidsDeletion)) return null;
    return forbidsForce ? 'The branch may be deleted' : 'Force pushes are allowed';
  },
});

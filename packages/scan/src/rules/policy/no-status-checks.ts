import { branchRule } from './branch-rule.ts';
import { rulesetWith } from './examples.ts';

export const noStatusChecks = branchRule({
  id: 'policy/no-status-checks',
  title: 'Merge without a passed check',
  severity: 'low',
  weakness: ['CWE-1053'],
  what: 'An exported branch rule asks for no status check.',
  why: 'Tests and scans that fail stop nobody.',
  fix: 'Add `required_status_checks` with the checks that must pass.',
  bad: [rulesetWith({ rules: [{ type: 'non_fast_forward' }, { type: 'deletion' }] })],
  good: [rulesetWith({})],
  wrong: ({ isEnforced, hasChecks }) => (isEnforced && !hasChecks ? 'No check must pass' : null),
});

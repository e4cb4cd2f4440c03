import { branchRule } from './branch-rule.ts';
import { rulesetWith } from './examples.ts';

export const sleepingRule = branchRule({
  id: 'policy/sleeping-rule',
  title: 'Branch rule that is not in force',
  severity: 'medium',
  weakness: ['CWE-284'],
  what: 'An exported ruleset is disabled, or only watches (`evaluate`).',
  why: 'It looks like protection and stops nobody.',
  fix: 'Set `enforcement` to `active`.',
  bad: [rulesetWith({ enforcement: 'disabled' })],
  good: [rulesetWith({})],
  wrong: ({ isEnforced }) => (isEnforced ? null : 'The ruleset stops nobody'),
});

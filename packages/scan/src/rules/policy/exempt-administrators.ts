import { branchRule } from './branch-rule.ts';
import { repositoryWith, rulesetWith } from './examples.ts';

export const exemptAdministrators = branchRule({
  id: 'policy/exempt-administrators',
  title: 'Rule that not everybody must obey',
  severity: 'medium',
  weakness: ['CWE-284'],
  what: 'An exported branch rule lets administrators, roles or apps pass at any time.',
  why: 'Their accounts are the ones attackers want; with one of them all reviews are void.',
  fix: 'Empty `bypass_actors`, or set their mode to `pull_request`; switch `enforce_admins` on.',
  bad: [
    rulesetWith({ bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'always' }] }),
    repositoryWith({ '.github/branch-protection.json': '{"enforce_admins": {"enabled": false}}' }),
  ],
  good: [
    rulesetWith({
      bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' }],
    }),
  ],
  wrong: ({ isEnforced, exempt }) =>
    isEnforced && exempt.length > 0 ? `${exempt.map((one) => `\`${one}\``).join(', ')} need not obey` : null,
});

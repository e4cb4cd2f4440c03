import { sha, stepsWith } from '../examples.ts';
import { actionOf, inputOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const broadAppToken = workflowRule({
  id: 'workflow/broad-app-token',
  title: 'App token with more rights than needed',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-250'],
  what: 'A step makes a token of a GitHub App for all repositories of its owner, with all permissions of the app, or one that outlives the job.',
  why: 'The token of one workflow writes to every repository of the organization.',
  fix: 'Name `repositories` and each `permission-…`, and leave the revocation on.',
  aliases: ['github-app'],
  bad: [
    stepsWith(
      `- uses: actions/create-github-app-token@${sha}`,
      '  with: {app-id: 1, owner: acme, permission-issues: write}',
    ),
    stepsWith(
      `- uses: actions/create-github-app-token@${sha}`,
      '  with: {app-id: 1, skip-token-revoke: true, permission-issues: write}',
    ),
  ],
  good: [
    stepsWith(
      `- uses: actions/create-github-app-token@${sha}`,
      '  with: {app-id: 1, owner: acme, repositories: shop, permission-issues: write}',
    ),
  ],
  references: ['https://github.com/actions/create-github-app-token#inputs'],
  find(workflow, report) {
    for (const step of stepsOf(workflow)) {
      if (actionOf(step.uses) !== 'actions/create-github-app-token') continue;
      const permissions = [...step.inputs.keys()].filter((name) => name.startsWith('permission-'));
      const ofOrganization = /^permission-(members|organization-.*)$/;
      if (!/^(|false)$/.test(inputOf(step, 'skip-token-revoke') ?? ''))
        report(step.inputs.get('skip-token-revoke') ?? null, 'The token outlives the job');
      if (
        step.inputs.has('owner') &&
        !step.inputs.has('repositories') &&
        !(permissions.length > 0 && permissions.every((name) => ofOrganization.test(name)))
      )
        report(step.inputs.get('owner') ?? null, 'The token is good for every repository of the owner');
      if (permissions.length === 0)
        report(step.uses, 'The token has every permission of the app', { severity: 'low' });
    }
  },
});

import { sha, stepsWith } from '../examples.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** Repositories of actions that their owners archived: nobody mends them. */
const archived = new Set([
  'actions/create-release',
  'actions/upload-release-asset',
  'actions/setup-ruby',
  'actions/setup-elixir',
  'actions/setup-haskell',
  'actions-rs/toolchain',
  'actions-rs/cargo',
  'actions-rs/clippy-check',
  'actions-rs/audit-check',
  'actions-rs/install',
  'actions-rs/tarpaulin',
  'azure/container-scan',
  'andymckay/labeler',
  'bobheadxi/deployments',
  'machine-learning-apps/actions-chatops',
  'repo-sync/pull-request',
  'samuelmeuli/action-snapcraft',
  'symfonycorp/security-checker-action',
  'crazy-max/ghaction-chocolatey',
]);

export const archivedAction = workflowRule({
  id: 'workflow/archived-action',
  title: 'Action that nobody mends any more',
  severity: 'low',
  confidence: 'certain',
  weakness: ['CWE-1104'],
  what: 'A step uses an action whose repository is archived.',
  why: 'Holes found in it stay open.',
  fix: 'Use its successor, or a command of your own.',
  aliases: ['archived-uses'],
  bad: [stepsWith('- uses: actions-rs/toolchain@v1')],
  good: [stepsWith(`- uses: dtolnay/rust-toolchain@${sha}`)],
  find(workflow, report) {
    for (const { uses } of [...stepsOf(workflow), ...workflow.jobs])
      if (archived.has(actionOf(uses).split('/').slice(0, 2).join('/')))
        report(uses, `\`${actionOf(uses)}\` is archived`);
  },
});

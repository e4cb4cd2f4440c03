import { sha, stepsWith } from '../examples.ts';
import { actionOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** What does the same and is on the runner already. Source: GitHub docs, software of hosted runners. */
const replacements: Readonly<Record<string, string>> = {
  'actions-rs/toolchain': 'rustup toolchain install',
  'actions-rust-lang/setup-rust-toolchain': 'rustup toolchain install',
  'addnab/docker-run-action': 'docker run',
  'dacbd/create-issue-action': 'gh issue create',
  'dtolnay/rust-toolchain': 'rustup toolchain install',
  'elgohr/publish-docker-github-action': 'docker push',
  'ncipollo/release-action': 'gh release create',
  'peter-evans/create-issue-from-file': 'gh issue create',
  'peter-evans/create-or-update-comment': 'gh pr comment',
  'peter-evans/create-pull-request': 'gh pr create',
  'sergeysova/jq-action': 'jq',
  'softprops/action-gh-release': 'gh release create',
  'svenstaro/upload-release-action': 'gh release upload',
  'thollander/actions-comment-pull-request': 'gh pr comment',
};

export const replaceableAction = workflowRule({
  id: 'workflow/replaceable-action',
  title: 'Action for what one command does',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-1357'],
  optional: true,
  what: "A step uses somebody's action for what a program of the runner does.",
  why: 'It is one more account whose loss is yours, with the token of the job.',
  fix: 'Write the command (`gh release create`, `rustup`, `docker run`).',
  aliases: ['superfluous-actions'],
  bad: [stepsWith(`- uses: softprops/action-gh-release@${sha}`)],
  good: [stepsWith(`- run: gh release create "$TAG"`, `- uses: actions/checkout@${sha}`)],
  find(workflow, report) {
    for (const { uses } of stepsOf(workflow)) {
      const command = replacements[actionOf(uses)];
      if (command !== undefined) report(uses, `\`${command}\` does what \`${actionOf(uses)}\` does`);
    }
  },
});

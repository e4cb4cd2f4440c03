import { secureUse, sha, stepsWith } from '../examples.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const unpinnedAction = workflowRule({
  id: 'workflow/unpinned-action',
  title: 'Action that is not pinned to a commit',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-829', 'CWE-1357'],
  what: 'A step or job `uses` an action or workflow of others by a tag or branch.',
  why: "Whoever takes over its owner's account moves the tag, and their code runs with your secrets; in March 2026 it happened to 75 tags at once.",
  fix: 'Name the commit and keep the tag as a comment: `owner/action@<40 hex digits> # v4.2.1`; let a bot renew it.',
  aliases: ['unpinned-uses', 'ref-confusion'],
  bad: [
    stepsWith('- uses: someone/deploy@v3'),
    stepsWith('- uses: someone/deploy'),
    stepsWith('- uses: someone/deploy@1a2b3c4'),
  ],
  good: [stepsWith(`- uses: someone/deploy@${sha} # v3.1.0`, '- uses: ./local')],
  references: secureUse,
  find(workflow, report) {
    const all = [...workflow.jobs.map(({ uses }) => uses), ...stepsOf(workflow).map(({ uses }) => uses)];
    for (const uses of all) {
      if (
        !uses ||
        /^(\.|\$\/|docker:\/\/)/.test(uses.text) ||
        /@([0-9a-f]{40}|[0-9a-f]{64})$/.test(uses.text)
      )
        continue;
      const isShort = /@[0-9a-f]{7,39}$/.test(uses.text);
      report(
        uses,
        isShort
          ? `\`${uses.text}\` is part of a commit's name: a branch or tag can be called that`
          : `\`${uses.text}\` is whatever its owner makes of it`,
        // A tag of the platform's own actions moves only by GitHub's hand; a missing one is whatever comes.
        /^(actions|github)\/.*@/.test(uses.text)
          ? { severity: 'low', confidence: 'review', pin: uses.text }
          : { pin: uses.text },
      );
    }
  },
});

import { at, placedText } from '../../../yaml/yaml.ts';
import { sha, stepsWith } from '../examples.ts';
import { majorOf, versionOf } from '../version.ts';
import { actionOf, inputOf, type Step } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const persistedCredentials = workflowRule({
  id: 'workflow/persisted-credentials',
  title: 'Token left on disk after the checkout',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-522'],
  what: '`actions/checkout` runs without `persist-credentials: false` in a job that does not push.',
  why: 'The token stays in `.git/config`, for every later step and package to read.',
  fix: 'Say `persist-credentials: false`, and hand the token to the step that pushes.',
  aliases: ['artipacked'],
  bad: [
    stepsWith(`- uses: actions/checkout@${sha} # v4.2.2`),
    stepsWith('- uses: actions/checkout@v6', '- uses: actions/upload-artifact@v4'),
  ],
  good: [
    stepsWith(`- uses: actions/checkout@${sha}`, '  with: {persist-credentials: false}'),
    stepsWith(`- uses: actions/checkout@${sha} # v4.2.2`, '- run: git push origin main'),
    stepsWith('- uses: actions/checkout@v6', '- run: make'),
  ],
  references: ['https://github.com/actions/checkout#usage'],
  find({ jobs }, report, file) {
    for (const { steps } of jobs)
      for (const [index, step] of steps.entries()) {
        if (actionOf(step.uses) !== 'actions/checkout' || !step.uses || !isKept(step)) continue;
        const after = steps.slice(index + 1);
        if (after.some(pushes)) continue;
        // From version 6 on it lies outside of the folder, where no artifact takes it along by chance.
        const isOutside = (majorOf(versionOf(step.uses, file)) ?? 5) >= 6;
        if (isOutside && !after.some(({ uses }) => actionOf(uses) === 'actions/upload-artifact')) continue;
        report(step.uses, isOutside ? 'The token stays on disk' : 'The token stays in `.git/config`');
      }
  },
});

/** Inputs that are computed as a whole may say anything. */
const isKept = (step: Step): boolean =>
  placedText(at(step.yaml, 'with')) === null && inputOf(step, 'persist-credentials') !== 'false';

/** What needs the token where it is. */
const pushes = ({ run, uses }: Step): boolean =>
  /\bgit\s+(-\S+\s+)*(push|fetch|pull|submodule)\b/.test(run?.text ?? '') ||
  /^(peter-evans\/create-pull-request|stefanzweifel\/git-auto-commit-action|ad-m\/github-push-action|changesets\/action|endbug\/add-and-commit)$/.test(
    actionOf(uses),
  );

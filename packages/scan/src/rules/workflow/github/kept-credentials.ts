import { sha, stepsWith } from '../examples.ts';
import { actionOf, inputOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const checkout = `- uses: actions/checkout@${sha}`;

export const keptCredentials = workflowRule({
  id: 'workflow/kept-credentials',
  title: 'Token that goes out with the artifact',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-522', 'CWE-538'],
  what: 'A job keeps the token in `.git/config` (`persist-credentials`) and uploads the whole folder.',
  why: 'Whoever may download the artifact, of a public repository anybody, can use the token while the job runs.',
  fix: 'Say `persist-credentials: false` at the checkout, and upload only what was built.',
  aliases: ['artipacked'],
  bad: [stepsWith(checkout, '- uses: actions/upload-artifact@v4', '  with: {path: .}')],
  good: [
    stepsWith(
      checkout,
      '  with: {persist-credentials: false}',
      '- uses: actions/upload-artifact@v4',
      '  with: {path: .}',
    ),
    stepsWith(checkout, '- uses: actions/upload-artifact@v4', '  with: {path: dist}'),
  ],
  references: ['https://unit42.paloaltonetworks.com/github-repo-artifacts-leak-tokens/'],
  find({ jobs }, report) {
    for (const { steps } of jobs) {
      const keeps = steps.findIndex(
        (step) =>
          actionOf(step.uses) === 'actions/checkout' && inputOf(step, 'persist-credentials') !== 'false',
      );
      const leak = steps
        .slice(keeps + 1)
        .find(
          (step) =>
            actionOf(step.uses) === 'actions/upload-artifact' &&
            /^(\.\/?|\$\{\{\s*github\.workspace\s*\}\}\/?|\*\*?|\.\/\*\*?|\.git.*)$/m.test(
              step.inputs.get('path')?.text.trim() ?? '',
            ),
        );
      if (keeps !== -1 && leak) report(leak.uses, 'The artifact holds the token of the checkout');
    }
  },
});

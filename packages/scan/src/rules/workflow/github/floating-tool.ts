import { sha, stepsWith } from '../examples.ts';
import { mayRun } from '../release.ts';
import { actionOf, inputOf, stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

/** Actions that fetch the newest version of a program unless told which. Source: the actions' own documentation. */
const fetching: Readonly<Record<string, string>> = {
  '1password/load-secrets-action': 'version',
  'aquasecurity/setup-trivy': 'version',
};

export const floatingTool = workflowRule({
  id: 'workflow/floating-tool',
  title: 'Pinned action that fetches whatever is newest',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-829', 'CWE-1357'],
  what: 'An action downloads a program, and nothing says which version of it.',
  why: 'The pin of the action holds nothing together: a release of the program that was taken over runs at once, as in March 2026.',
  fix: 'Name the version (`version: v0.65.0`).',
  aliases: ['unpinned-tools'],
  bad: [
    stepsWith(`- uses: aquasecurity/setup-trivy@${sha}`),
    stepsWith(`- uses: 1password/load-secrets-action@${sha}`, '  with: {version: latest}'),
  ],
  good: [stepsWith(`- uses: aquasecurity/setup-trivy@${sha}`, '  with: {version: v0.65.0}')],
  find(workflow, report) {
    for (const step of stepsOf(workflow)) {
      if (!mayRun(step.condition, () => undefined)) continue;
      const input = fetching[actionOf(step.uses)];
      const version = input === undefined ? null : inputOf(step, input);
      if (input === undefined || !/^(latest|)$/.test(version ?? '')) {
        if (version?.includes('${{'))
          report(step.uses, `\`${input}\` turns out only at run time`, {
            severity: 'low',
            confidence: 'review',
          });
        continue;
      }
      report(step.uses, `\`${actionOf(step.uses)}\` fetches the newest program`);
    }
  },
});

import { at, placedText } from '../../../yaml/yaml.ts';
import { sha, stepsWith } from '../examples.ts';
import { stepsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const obfuscatedAction = workflowRule({
  id: 'workflow/obfuscated-action',
  title: 'Action that is not what it seems',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-506'],
  what: 'The path of an action has empty, `.` or `..` parts, or one expression makes all of its inputs.',
  why: 'It slips past allow-lists and reviewers: what is run is not what the name says.',
  fix: 'Write the path plainly.',
  aliases: ['obfuscation'],
  bad: [
    stepsWith(`- uses: actions/checkout/@${sha}`),
    stepsWith(`- uses: actions/cache/save/../restore@${sha}`),
    stepsWith(`- uses: actions/checkout@${sha}`, `  with: \${{ fromJSON(steps.a.outputs.b) }}`),
  ],
  good: [stepsWith(`- uses: github/codeql-action/init@${sha}`), stepsWith('- uses: ./a/b')],
  find(workflow, report) {
    for (const { uses } of [...stepsOf(workflow), ...workflow.jobs]) {
      const path = uses?.text.split('@', 1)[0] ?? '';
      if (uses && !/^(\.|docker:)/.test(path) && /\/(\.{0,2})(\/|$)/.test(path))
        report(uses, `\`${path}\` is not what it seems`);
    }
    for (const { yaml } of stepsOf(workflow)) {
      const inputs = placedText(at(yaml, 'with'));
      if (inputs?.text.includes('${{'))
        report(inputs, 'What it is told turns out only at run time', {
          severity: 'low',
          confidence: 'review',
        });
    }
  },
});

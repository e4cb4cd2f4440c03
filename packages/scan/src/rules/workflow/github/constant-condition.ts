import { stepsWith } from '../examples.ts';
import { conditionsOf } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const constantCondition = workflowRule({
  id: 'workflow/constant-condition',
  title: 'Condition that is always true',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-571'],
  what: 'An `if` has text, blank or a line break outside of its braces.',
  why: 'The whole becomes a text that is not empty, which counts as true: the guard is no guard.',
  fix: 'Write the condition without braces, or `>-` for several lines.',
  aliases: ['unsound-condition'],
  bad: [
    stepsWith('- if: |', `    \${{ github.ref == 'x' }}`, '  run: deploy'),
    stepsWith(`- if: true && \${{ false }}`, '  run: deploy'),
  ],
  good: [
    stepsWith('- if: >-', `    \${{ github.ref == 'x' }}`, '  run: deploy'),
    stepsWith(`- if: \${{ a }}`, "- if: '!a'"),
  ],
  references: ['https://docs.github.com/actions/reference/workflows-and-actions/expressions'],
  find(workflow, report) {
    for (const condition of conditionsOf(workflow))
      if (condition.text.includes('${{') && !/^\$\{\{(?:(?!\}\})[\s\S])*\}\}$/.test(condition.text))
        report(condition, 'It is always true');
  },
});

import { stepsWith } from '../examples.ts';
import { authorOf } from '../injected-text.ts';
import { expressionsIn } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';
import { scriptsOf } from './script-injection.ts';

export const expressionInScript = workflowRule({
  id: 'workflow/expression-in-script',
  title: 'Expression pasted into a script',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-94'],
  optional: true,
  what: 'A `run` or an inline script contains an expression, though of nothing that others choose.',
  why: 'Whether its value may hold a quote or a line break has to be thought about anew with every change.',
  fix: 'Pass it by the environment, always.',
  aliases: ['template-injection'],
  bad: [stepsWith(`- run: echo \${{ github.sha }}`)],
  good: [stepsWith('- run: echo "$GITHUB_SHA"', '  env:', `    A: \${{ github.sha }}`)],
  references: ['https://docs.github.com/actions/concepts/security/script-injections'],
  find(workflow, report, file) {
    for (const job of workflow.jobs)
      for (const step of job.steps)
        for (const script of scriptsOf(step))
          for (const expression of expressionsIn(file, script))
            if (!authorOf(expression.text, { workflow, job, step, file }))
              report(expression, `\`${expression.text.slice(0, 80)}\` becomes part of the script`);
  },
});

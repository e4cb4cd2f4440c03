import { workflowWith } from '../examples.ts';
import { expressionsIn } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const secretForAllSteps = workflowRule({
  id: 'workflow/secret-for-all-steps',
  title: 'Secret in the environment of every step',
  severity: 'low',
  confidence: 'likely',
  weakness: ['CWE-250'],
  what: 'A secret stands in the `env` of the whole workflow.',
  why: 'Every step of every job has it, and so has every action and package that runs there.',
  fix: 'Move it to the `env` of the step that needs it.',
  bad: [workflowWith('on: push', 'permissions: {}', 'env:', `  KEY: \${{ secrets.KEY }}`, 'jobs: {}')],
  good: [
    workflowWith(
      'on: push',
      'permissions: {}',
      'env:',
      '  CI: "1"',
      `  T: \${{ secrets.GITHUB_TOKEN }}`,
      'jobs: {}',
    ),
  ],
  references: ['https://docs.github.com/actions/reference/security/secure-use'],
  find({ environment }, report, file) {
    for (const [name, value] of environment)
      if (expressionsIn(file, value).some(({ text }) => /\bsecrets\.(?!GITHUB_TOKEN\b)/i.test(text)))
        report(value, `Every step has \`${name}\``);
  },
});

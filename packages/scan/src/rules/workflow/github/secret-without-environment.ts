import { at } from '../../../yaml/yaml.ts';
import { jobWith, workflowWith } from '../examples.ts';
import { expressionsIn } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

const usesKey = ['steps:', '  - run: deploy', '    env:', `      KEY: \${{ secrets.KEY }}`];

export const secretWithoutEnvironment = workflowRule({
  id: 'workflow/secret-without-environment',
  title: 'Secret that every branch can read',
  severity: 'low',
  confidence: 'review',
  weakness: ['CWE-522'],
  optional: true,
  what: 'A job uses a secret of the repository or organization, and has no `environment`.',
  why: 'Whoever can push a branch can read it; an environment lets only named branches and reviewers at it.',
  fix: 'Move the secret into an environment with rules, and say `environment: NAME` in the job.',
  aliases: ['secrets-outside-env'],
  bad: [jobWith(...usesKey)],
  good: [
    jobWith('environment: production', ...usesKey),
    jobWith('steps:', '  - run: deploy', '    env:', `      KEY: \${{ secrets.GITHUB_TOKEN }}`),
    workflowWith(
      'on: push',
      'jobs:',
      '  a:',
      '    uses: ./.github/workflows/a.yml',
      `    secrets: {key: "\${{ secrets.KEY }}"}`,
    ),
  ],
  references: [
    'https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments',
  ],
  find({ isAction, jobs }, report, file) {
    for (const { uses, yaml } of jobs) {
      // A called workflow names its environments itself.
      if (isAction || uses || at(yaml, 'environment')) continue;
      for (const expression of expressionsIn(file, yaml)) {
        const [name] = /\bsecrets\.(?!github_token\b)[\w-]+/i.exec(expression.text) ?? [];
        if (name !== undefined) report(expression, `\`${name}\` is open to every branch`);
      }
    }
  },
});

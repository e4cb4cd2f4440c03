import { placedText } from '../../../yaml/yaml.ts';
import { secureUse, sha, workflowWith } from '../examples.ts';
import { workflowRule } from '../workflow-rule.ts';

const calling = (uses: string, secrets: string) =>
  workflowWith(
    'on: push',
    'permissions: {}',
    'jobs:',
    '  a:',
    `    uses: ${uses}`,
    `    secrets: ${secrets}`,
  );

export const inheritedSecrets = workflowRule({
  id: 'workflow/inherited-secrets',
  title: 'All secrets passed on to another workflow',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250'],
  what: 'A job calls a workflow with `secrets: inherit`.',
  why: 'That workflow gets every secret, also those it has no business with.',
  fix: 'Name the secrets that it needs.',
  aliases: ['secrets-inherit'],
  bad: [calling(`other/shared/.github/workflows/a.yml@${sha}`, 'inherit')],
  good: [calling('./.github/workflows/a.yml', `{token: "\${{ secrets.TOKEN }}"}`)],
  references: secureUse,
  find({ jobs }, report) {
    for (const { uses, secrets } of jobs)
      if (uses && placedText(secrets)?.text === 'inherit')
        // Within the repository the same people decide about both.
        report(
          secrets,
          `\`${uses.text}\` gets every secret`,
          uses.text.startsWith('.') ? { severity: 'low', confidence: 'review' } : {},
        );
  },
});

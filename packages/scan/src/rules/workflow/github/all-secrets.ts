import { stepsWith } from '../examples.ts';
import { expressionsIn } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const allSecrets = workflowRule({
  id: 'workflow/all-secrets',
  title: 'Every secret in one variable',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-250', 'CWE-522'],
  what: 'An expression takes all secrets at once (`toJSON(secrets)`), or one by a computed name.',
  why: 'The step gets every secret of the repository and organization; a dump of its environment is a dump of all.',
  fix: 'Name the secret that is needed: `secrets.DEPLOY_KEY`.',
  aliases: ['overprovisioned-secrets'],
  bad: [stepsWith('- run: deploy', '  env:', `    ALL: \${{ toJSON(secrets) }}`)],
  good: [stepsWith('- run: deploy', '  env:', `    KEY: \${{ secrets.DEPLOY_KEY }}`)],
  references: ['https://docs.github.com/actions/concepts/security/secrets'],
  find({ yaml }, report, file) {
    for (const expression of expressionsIn(file, yaml)) {
      if (/\btojson\(\s*secrets\s*\)/i.test(expression.text))
        report(expression, 'Every secret is handed over');
      else if (/\bsecrets\[(?!'[\w-]+'\])/i.test(expression.text))
        report(expression, 'Which secret this is turns out only at run time', {
          confidence: 'review',
          severity: 'low',
        });
    }
  },
});

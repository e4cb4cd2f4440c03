import { stepsWith } from '../examples.ts';
import { expressionsIn } from '../workflow-file.ts';
import { workflowRule } from '../workflow-rule.ts';

export const unmaskedSecret = workflowRule({
  id: 'workflow/unmasked-secret',
  title: 'Part of a secret that the log shows',
  severity: 'medium',
  confidence: 'certain',
  weakness: ['CWE-532'],
  what: 'A secret is taken apart by `fromJSON(secrets…)`.',
  why: 'GitHub blacks out the whole secret in logs, not the parts of it.',
  fix: 'Store each part as a secret of its own.',
  aliases: ['unredacted-secrets'],
  bad: [stepsWith('- run: deploy', '  env:', `    USER: \${{ fromJSON(secrets.ACCOUNT).user }}`)],
  good: [stepsWith('- run: deploy', '  env:', `    USER: \${{ secrets.ACCOUNT_USER }}`)],
  references: [
    'https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets',
  ],
  find({ yaml }, report, file) {
    for (const expression of expressionsIn(file, yaml))
      if (/\bfromjson\(\s*secrets\s*[.[]/i.test(expression.text))
        report(expression, 'The parts are not blacked out in the log');
  },
});

import { fileRule } from '../../../engine/rule.ts';
import { at, entriesOf, textOf } from '../../../yaml/yaml.ts';
import { literalSecretOf } from '../../image/container/credential.ts';
import { pipelineOf } from '../pipeline-file.ts';

export const pipelineSecret = fileRule({
  id: 'workflow/pipeline-secret',
  title: 'Secret written into a pipeline',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-798'],
  kind: 'security',
  what: 'A variable of a pipeline is named like a secret and its value is written out.',
  why: 'Whoever reads the repository has it, and history keeps it.',
  fix: 'Define it as a masked, protected variable in the settings of the project.',
  bad: [{ '.gitlab-ci.yml': 'variables:\n  DEPLOY_TOKEN: gl-7d1f22ac90\n' }],
  good: [{ '.gitlab-ci.yml': 'variables:\n  DEPLOY_TOKEN: $TOKEN\n  POSTGRES_PASSWORD: postgres\n' }],
  references: ['https://docs.gitlab.com/ci/variables/#cicd-variable-security'],
  wants: ['pipeline'],
  check(file, report) {
    for (const scope of pipelineOf(file).scopes)
      for (const { key, value, start, end } of entriesOf(at(scope, 'variables'))) {
        const secret = literalSecretOf({ name: key, value: textOf(value) ?? textOf(at(value, 'value')) });
        // The password of a database that lives as long as the job guards nothing.
        if (secret !== null && !/^(POSTGRES|MYSQL|MARIADB|MONGO|REDIS|PG|DB)_/i.test(key))
          report({
            start,
            end,
            message: `\`${key}\` stands in the file`,
            evidence: key,
            identity: key,
            secret,
          });
      }
  },
});

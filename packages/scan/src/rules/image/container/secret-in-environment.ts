import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { isGuessable, literalSecretOf } from './credential.ts';

export const secretInEnvironment = workloadRule({
  id: 'image/secret-in-environment',
  title: 'Secret written into the environment of a container',
  severity: 'medium',
  confidence: 'likely',
  weakness: ['CWE-538', 'CWE-798'],
  what: 'A variable of a container is named like a secret and its value is written out.',
  why: 'Whoever reads the repository has it, and it is the same everywhere the file is used.',
  fix: 'Hand it over as a secret: `secrets:` and a `…_FILE` variable in Compose, `secretKeyRef` in Kubernetes.',
  aliases: ['env-var-secret'],
  bad: [
    serviceWith('image: a:1', 'environment:', '  API_KEY: 7d1f-22ac-90'),
    containerWith('env:', '  - name: DB_PASSWORD', '    value: Tr0ub4dor'),
  ],
  good: [
    serviceWith('image: a:1', 'environment:', `  API_KEY: \${API_KEY}`),
    containerWith(
      'env:',
      '  - name: DB_PASSWORD',
      '    valueFrom: {secretKeyRef: {name: db, key: password}}',
    ),
  ],
  references: ['https://docs.docker.com/compose/how-tos/use-secrets/'],
  find({ containers, name }, report) {
    for (const { variables } of containers)
      for (const variable of variables) {
        const literal = literalSecretOf(variable);
        if (literal === null || isGuessable(literal, variables)) continue;
        report(variable, `The secret \`${variable.name}\` of \`${name}\` stands in the file`, {
          evidence: variable.name,
          identity: `${name} ${variable.name}`,
          secret: literal,
        });
      }
  },
});

import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { isGuessable, literalSecretOf } from './credential.ts';

const ofDatabase =
  /(^|_)(POSTGRES(QL)?|PG|MYSQL|MARIADB|MONGO(DB)?|MSSQL|SA|DB|DATABASE|REDIS|RABBITMQ|CLICKHOUSE|INFLUXDB)_/i;

export const defaultPassword = workloadRule({
  id: 'image/default-password',
  title: 'Password that is guessed first',
  severity: 'high',
  confidence: 'likely',
  weakness: ['CWE-1392', 'CWE-521'],
  what: 'A variable of a container holds a well-known default (`postgres`, `admin`, `changeme`, …) as its password.',
  why: 'It is among the first that programs on the internet try, seconds after a port is open.',
  fix: 'Generate one for each installation and hand it over as a secret (`secrets:`, `secretKeyRef`).',
  bad: [
    serviceWith('image: postgres:18', 'environment:', '  POSTGRES_PASSWORD: postgres'),
    containerWith('env:', '  - name: MYSQL_ROOT_PASSWORD', '    value: "123456"'),
    serviceWith('image: a:1', 'environment:', `  - DB_PASSWORD=\${DB_PASSWORD:-changeme}`),
  ],
  good: [
    serviceWith('image: postgres:18', 'environment:', '  POSTGRES_PASSWORD_FILE: /run/secrets/db'),
    serviceWith('image: postgres:18', 'environment:', '  - POSTGRES_PASSWORD=$DB_PASSWORD'),
  ],
  find({ containers, name, opensDatabase }, report) {
    for (const { variables } of containers)
      for (const variable of variables) {
        const literal = literalSecretOf(variable);
        if (literal === null || !isGuessable(literal, variables)) continue;
        report(variable, `\`${variable.name}\` of \`${name}\` is what everybody tries first`, {
          evidence: variable.name,
          identity: `${name} ${variable.name}`,
          // A default for those who set nothing is milder than a value that is always used.
          ...(variable.value === literal ? {} : { severity: 'medium' }),
          // Where no port of it is open, only the containers beside it may try.
          ...(ofDatabase.test(variable.name) && !opensDatabase
            ? { severity: 'medium', confidence: 'review' }
            : {}),
        });
      }
  },
});

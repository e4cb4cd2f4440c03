import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

/** Variables by which images let everybody in. Source: the images' documentation. */
const settings: readonly (readonly [name: RegExp, value: RegExp])[] = [
  [/^POSTGRES_HOST_AUTH_METHOD$/, /^trust$/i],
  [/^(MYSQL|MARIADB)_ALLOW_EMPTY_(ROOT_)?PASSWORD$/, /./],
  [/^ALLOW_(EMPTY_PASSWORD|ANONYMOUS_LOGIN|PLAINTEXT_LISTENER)$/, /^(yes|true|1)$/i],
  [/^xpack\.security\.enabled$|^ES_SETTING_XPACK_SECURITY_ENABLED$/i, /^false$/i],
  [/^(DISABLE_SECURITY_PLUGIN|plugins\.security\.disabled)$/i, /^true$/i],
  [/^GF_AUTH_ANONYMOUS_ENABLED$/, /^true$/i],
  [
    /^(AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED|AUTH_DISABLED|DISABLE_AUTH|DISABLE_AUTHENTICATION|DISABLE_LOGIN)$/,
    /^(true|1|yes)$/i,
  ],
  [/^(ARANGO_NO_AUTH|NO_AUTH)$/, /^(1|true|yes)$/i],
  [/^NEO4J_AUTH$/, /^none$/i],
  [/^COUCHBASE_ALLOW_ANONYMOUS$/, /^true$/i],
];

export const authenticationOff = workloadRule({
  id: 'image/authentication-off',
  title: 'Service that asks nobody who they are',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-306', 'CWE-258'],
  what: 'A variable switches off the authentication of a database or tool (`POSTGRES_HOST_AUTH_METHOD=trust`, `xpack.security.enabled=false`, …).',
  why: 'Whoever reaches its port, from any container of the network on, reads and changes everything.',
  fix: 'Take the variable out and give the service a password or certificate.',
  bad: [
    serviceWith('image: postgres:18', 'environment:', '  POSTGRES_HOST_AUTH_METHOD: trust'),
    containerWith('env:', '  - name: xpack.security.enabled', '    value: "false"'),
  ],
  good: [serviceWith('image: postgres:18', 'environment:', '  POSTGRES_HOST_AUTH_METHOD: scram-sha-256')],
  find({ containers }, report) {
    for (const { variables, name } of containers)
      for (const variable of variables)
        if (settings.some(([key, value]) => key.test(variable.name) && value.test(variable.value ?? '')))
          report(variable, `\`${name}\` lets everybody in (\`${variable.name}\`)`);
  },
});

import { switchesTlsCheckOff } from '../../tls-variable.ts';
import { containerWith, serviceWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';

export const tlsCheckOff = workloadRule({
  id: 'image/tls-check-off',
  title: 'Container that trusts every certificate',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295'],
  what: 'A variable of a container switches off the check of certificates (`NODE_TLS_REJECT_UNAUTHORIZED=0` and the like).',
  why: 'Anybody on the way reads and changes what the program sends and gets.',
  fix: 'Take it out, and give the program the certificate authority that is missing (`NODE_EXTRA_CA_CERTS`, `SSL_CERT_FILE`).',
  bad: [
    serviceWith('image: a:1', 'environment:', '  NODE_TLS_REJECT_UNAUTHORIZED: 0'),
    containerWith('env:', '  - name: PYTHONHTTPSVERIFY', '    value: "0"'),
  ],
  good: [serviceWith('image: a:1', 'environment:', '  NODE_TLS_REJECT_UNAUTHORIZED: 1')],
  find({ containers }, report) {
    for (const { variables, name } of containers)
      for (const variable of variables)
        if (switchesTlsCheckOff(variable.name, variable.value ?? ''))
          report(variable, `\`${variable.name}\` has \`${name}\` trust every certificate`);
  },
});

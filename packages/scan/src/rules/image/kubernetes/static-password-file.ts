import { containerWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { componentFlagsOf } from './component-flags.ts';

export const staticPasswordFile = workloadRule({
  id: 'image/static-password-file',
  title: 'Kubernetes with passwords in a file',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-256'],
  what: 'The API server takes passwords or tokens from a file (`--basic-auth-file`, `--token-auth-file`).',
  why: 'They stand there in clear, never expire, and change only with a restart.',
  fix: 'Use certificates, service accounts or OpenID Connect.',
  aliases: ['CKV_K8S_69', 'CKV_K8S_70'],
  bad: [containerWith('command: [kube-apiserver, --token-auth-file=/etc/tokens.csv]')],
  good: [containerWith('command: [kube-apiserver, --oidc-issuer-url=https://id.example.org]')],
  find(workload, report) {
    for (const flag of componentFlagsOf(workload))
      if (/^(basic-auth-file|token-auth-file)$/.test(flag.name))
        report(flag, `\`--${flag.name}\` keeps credentials in clear`);
  },
});

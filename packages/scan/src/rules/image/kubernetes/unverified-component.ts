import { containerWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { componentFlagsOf } from './component-flags.ts';

export const unverifiedComponent = workloadRule({
  id: 'image/unverified-component',
  title: 'Kubernetes that does not check certificates',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-295'],
  what: 'A component is told not to check the other side (`--client-cert-auth=false`, `--auto-tls`, `--peer-auto-tls`, `--insecure-skip-tls-verify`).',
  why: 'Whoever reaches etcd reads every secret; whoever is on the way plays the other side.',
  fix: 'Set `--client-cert-auth=true` with `--trusted-ca-file`, and take the others out.',
  aliases: ['CKV_K8S_117', 'CKV_K8S_118', 'CKV_K8S_121'],
  bad: [
    containerWith('command: [etcd, --client-cert-auth=false]'),
    containerWith('command: [etcd, --auto-tls=true]'),
  ],
  good: [containerWith('command: [etcd, --client-cert-auth=true, --auto-tls=false]')],
  references: ['https://etcd.io/docs/v3.6/op-guide/security/'],
  find(workload, report) {
    for (const flag of componentFlagsOf(workload)) {
      const isUnchecked =
        (/^(peer-)?client-cert-auth$/.test(flag.name) && flag.value === 'false') ||
        (/^((peer-)?auto-tls|insecure-skip-tls-verify)$/.test(flag.name) && flag.value === 'true');
      if (isUnchecked) report(flag, `\`--${flag.name}\` checks no certificate`);
    }
  },
});

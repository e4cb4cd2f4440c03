import { containerWith } from '../examples.ts';
import { workloadRule } from '../workload-rule.ts';
import { componentFlagsOf } from './component-flags.ts';

export const insecureComponentPort = workloadRule({
  id: 'image/insecure-component-port',
  title: 'Kubernetes on a port in clear',
  severity: 'high',
  confidence: 'certain',
  weakness: ['CWE-319', 'CWE-306'],
  what: 'A component opens a port without TLS or login: `--insecure-port`, `--insecure-bind-address`, `--read-only-port`, `--kubelet-https=false`.',
  why: 'Whoever reaches it commands or reads the cluster, and whoever is on the way, too.',
  fix: 'Set the port to 0, and take the address out.',
  aliases: ['CKV_K8S_86', 'CKV_K8S_88', 'CKV_K8S_140', 'CKV_K8S_71'],
  bad: [
    containerWith('command: [kube-apiserver, --insecure-port=8080]'),
    containerWith('command: [kubelet, --read-only-port, "10255"]'),
  ],
  good: [containerWith('command: [kube-apiserver, --insecure-port=0]')],
  find(workload, report) {
    for (const flag of componentFlagsOf(workload)) {
      const isOpen =
        (/^(insecure-port|read-only-port)$/.test(flag.name) && flag.value !== '0') ||
        flag.name === 'insecure-bind-address' ||
        (flag.name === 'kubelet-https' && flag.value === 'false');
      if (isOpen) report(flag, `\`--${flag.name}\` opens a port in clear`);
    }
  },
});
